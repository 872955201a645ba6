"""Say what a submission holds: counts, progress and scores, as data that a program can read."""

from __future__ import annotations

from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.record.purpose import name_of, purpose_in
from desktop.record.submission import Submission


def info(submission: Submission, catalogue: Catalogue) -> dict[str, Any]:
    """Return counts and scores; every key is there in every submission.

    Scores that do not exist are null, never zero. `sdg_10_7_2.overall` is the official score, in which a missing
    answer counts 0 (SDG metadata 10-7-2); `answered` of `questions` says how many were answered, and `sentence` says
    all of it in words.
    """
    from desktop.record.progress import roll_up
    from desktop.record.scores import score_policy

    about = submission.about
    whole = roll_up(submission, catalogue)
    policy = score_policy(submission, catalogue.policy)
    return {
        "id": submission.id,
        "country": about.text("country"),
        "cycle": about.text("cycle"),
        "purpose": purpose_in(about),
        "for": name_of(catalogue, purpose_in(about), about.text("cycle")),
        "title": about.text("title"),
        "language": about.text("language"),
        "demonstration": about.value("demonstration") is True,
        "counts": {key: len(submission.of_kind(key)) for key in catalogue.kinds},
        "attachments": len(submission.attachments),
        "ratings": {"rated": whole.rated, "objectives": whole.of, "mean": whole.mean},
        "sdg_10_7_2": {
            "answered": policy.answered,
            "questions": policy.questions,
            "overall": _number(policy.score),
            "category": policy.category_code,
            "sentence": policy.sentence(),
            "domains": [
                {
                    "domain": domain.number,
                    "answered": domain.answered,
                    "score": _number(domain.score),
                    "category": domain.category_code,
                }
                for domain in policy.domains
            ],
        },
    }


def _number(score: str | None) -> int | float | None:
    """Return a score as a number: whole where it is whole, else with its one decimal."""
    if score is None:
        return None
    return float(score) if "." in score else int(score)
