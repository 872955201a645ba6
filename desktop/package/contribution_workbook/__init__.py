"""The workbook for colleagues who have nothing else: what they are asked for, to be filled in and sent back.

It is another one than the workbook of a package, which is there to be read. Here each answer has a cell of its own that is
open, everything else is locked, and hidden beside it stands what is needed to bring the answers home: who they belong to,
and what they were when the workbook left.
"""
