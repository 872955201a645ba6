"""The submission file: opening, schema, migrations, unit of work, history, backups and search.

The only room that writes SQL. Nobody outside it holds a connection.
"""
