import re
from hashlib import sha256

from tests.vendor_web import FOLDER, LIST, PACKAGES


def test_what_is_vendored_is_what_the_list_says() -> None:
    listed = dict(re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", LIST.read_text(encoding="utf-8"), re.MULTILINE))
    there = {path.name: sha256(path.read_bytes()).hexdigest() for path in FOLDER.iterdir() if path != LIST}
    assert listed == there
    assert set(listed) == {name for package in PACKAGES for _, name in package.files}
