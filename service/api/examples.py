"""One example of every answer, for whoever reads the description; a test holds each to its schema."""

from typing import Any, Final

_PLAN_ID: Final = "017102b275afee98"
_KEY: Final = "key:7c16c8a31dd0d9b3"
_MOMENT: Final = "2026-11-23T08:30:19.518Z"
_JOB_ID: Final = "21aae12c9e7bb6c4799d3fdc584a7a44"
_SHA: Final = "0d0be86a1346e42e5f1c0a9be2d4417c0d0be86a1346e42e5f1c0a9be2d4417c"
_FAULT: Final = {
    "code": "plan-amount-not-a-number",
    "severity": "error",
    "place": {"file": "measures.csv", "line": 7},
    "where": "measures.csv, line 7",
    "message": "“12 O00” is no amount.",
    "remedy": "Write the number with digits.",
}
_PLAN: Final = {
    "id": _PLAN_ID,
    "href": f"/v1/plans/{_PLAN_ID}",
    "name": "nesfjord-tertial-2-2026",
    "title": "Tertialrapport",
    "type": "tertialrapport",
    "form": "nn",
    "sequence": 3,
    "created_at": _MOMENT,
    "created_by": _KEY,
    "changed_at": _MOMENT,
    "warnings": None,
}
_BLOCK: Final = {
    "id": "finans",
    "href": f"/v1/plans/{_PLAN_ID}/blocks/finans?form=nn",
    "form": "nn",
    "slot": "finans",
    "chapter": "finans",
    "file": "narrative/finans.md",
    "revision": 2,
    "etag": '"2-0d0be86a1346e42e"',
    "bytes": 88,
    "changed_at": _MOMENT,
    "changed_by": _KEY,
}
_FILE: Final = {
    "file": "narrative/finans.md",
    "href": f"/v1/plans/{_PLAN_ID}/files/narrative/finans.md",
    "revision": 2,
    "etag": '"2-0d0be86a1346e42e"',
    "bytes": 88,
    "sha256": _SHA,
    "removed": False,
    "changed_at": _MOMENT,
    "changed_by": _KEY,
}
_LEDGER: Final = {"file": "ledgers/drift.csv", "year": 2026, "version": "accounts", "revision": 1, "bytes": 70}
_JOB: Final = {
    "id": _JOB_ID,
    "href": f"/v1/jobs/{_JOB_ID}",
    "kind": "build",
    "plan": _PLAN_ID,
    "state": "done",
    "steps": [{"step": "ledgers"}, {"step": "compose"}, {"step": "write-pdf"}, {"step": "check"}],
    "outcome": "passed",
    "problem": None,
    "files": [
        {
            "name": "nesfjord-tertial-2-2026-forslag.pdf",
            "href": f"/v1/jobs/{_JOB_ID}/files/nesfjord-tertial-2-2026-forslag.pdf",
            "bytes": 228267,
            "sha256": _SHA,
            "media_type": "application/pdf",
        }
    ],
    "report": f"/v1/jobs/{_JOB_ID}/report",
    "detail": None,
    "created_at": _MOMENT,
    "started_at": _MOMENT,
    "ended_at": _MOMENT,
    "runs": 1,
    "callback": None,
}
_MEMBER: Final = {
    "id": "867d1e3978622b5f",
    "name": "Siri Dahl",
    "email": "siri@nesfjord.kommune.no",
    "grants": [{"role": "editor", "plan": "", "chapter": ""}],
}
_API_KEY: Final[dict[str, Any]] = {
    "id": "7c16c8a31dd0d9b3",
    "prefix": "543be3b55d1c",
    "label": "Økonomisystemet",
    "role": "editor",
    "plans": [],
    "chapters": [],
    "created_at": _MOMENT,
    "created_by": "user:867d1e3978622b5f",
    "expires_at": "2028-01-01T00:00:00.000Z",
    "revoked_at": None,
    "key": None,
}
_CHAPTER: Final = {
    "id": "finans",
    "title": "Finans og gjeld",
    "role": "body",
    "for_each": None,
    "editions": [],
    "depths": [],
    "narratives": ["finans"],
}
_TYPE: Final = {
    "id": "tertialrapport",
    "href": "/v1/types/tertialrapport",
    "name": "Tertialrapport",
    "frame": "rapport",
    "duties": [],
    "editions": [{"id": "forslag", "name": "Forslag", "binding": False, "hearing": False}],
    "depths": ["kort", "standard", "full"],
    "chapters": [_CHAPTER],
}
_LINE: Final = {
    "number": 42,
    "at": _MOMENT,
    "who": _KEY,
    "action": "block.save",
    "plan": _PLAN_ID,
    "subject": "narrative/finans.md",
    "request": "62762633dde84331",
}


def _page(*items: Any) -> dict[str, Any]:
    return {"items": list(items), "next": None}


EXAMPLES: Final[dict[str, Any]] = {
    "Health": {"status": "ready"},
    "ProblemDocument": {
        "type": "urn:plansats:problem:service-plan-refused",
        "title": "The plan has faults, and is not kept.",
        "status": 422,
        "detail": "Mend the faults in the list, and send it again.",
        "code": "service-plan-refused",
        "faults": [_FAULT],
        "current": None,
    },
    "StoredPlanShape": _PLAN,
    "PlanList": _page(_PLAN),
    "BlockList": _page(_BLOCK),
    "WholeBlock": {
        **_BLOCK,
        "head": {"id": "finans", "owner": "Økonomisjefen", "status": "ferdig"},
        "format": "markdown",
        "text": "Gjelda er 412 millionar kroner.\n",
        "faults": [],
    },
    "FileList": _page(_FILE),
    "SavedFile": _FILE,
    "ChangeList": _page({**_FILE, "sequence": 3}),
    "FaultList": {"sequence": 3, "buildable": False, "faults": [_FAULT]},
    "LedgerList": _page(_LEDGER),
    "ImportedLedger": {
        "file": "ledgers/drift.csv",
        "revision": 1,
        "etag": '"1-72c6ff23a38bca79"',
        "named": True,
        "report": {"lines": 2, "amount": 600, "unmapped": []},
    },
    "Job": _JOB,
    "JobList": _page(_JOB),
    "ConflictList": _page(
        {
            "block": "finans",
            "title": "Finans og gjeld",
            "conflicts": [{"base": "… nye golv …", "ours": "… nye dører …", "theirs": "… nye vindauge …"}],
        }
    ),
    "Schedules": {"schedules": [{"id": "5-6", "rows": []}], "reconciliation": [], "import": {"lines": 2}},
    "Verdicts": {"findings": [{"nr": 9, "column": "2025", "printed": 999, "computed": 800}]},
    "LanguageReport": {"rules": "1.0", "files": [{"form": "nb", "outcome": "needs-review", "findings": []}]},
    "TypeList": _page(_TYPE),
    "TypeShape": _TYPE,
    "FrameList": _page({"id": "rapport", "types": ["tertialrapport"]}),
    "SessionShape": {
        "kind": "user",
        "id": _MEMBER["id"],
        "label": "Siri Dahl",
        "organisation": "0fc29d4d2f19e48b",
        "organisations": [{"id": "0fc29d4d2f19e48b", "name": "Nesfjord kommune"}],
        "grants": _MEMBER["grants"],
        "csrf": "Yh4PsaEgvANJApVnGX7L0tHdLgHU1X-GkedHGQlFBoI",
    },
    "MemberList": _page(_MEMBER),
    "InvitationShape": {"href": "https://plan.nesfjord.kommune.no/welcome/PoLrrG2ziAaXXjLX_zF2eBn6MMbcA"},
    "KeyList": _page(_API_KEY),
    "KeyShape": {**_API_KEY, "key": "ps_543be3b55d1c_jvZHIDEs0VD-0iKxo89z1dpcryOjNghhG0zVU2BTbU0"},
    "AuditList": _page(_LINE),
}
