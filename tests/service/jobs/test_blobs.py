"""Contents by their SHA-256."""

import hashlib

import pytest

from service.jobs.blobs import Blobs


def test_a_content_is_kept_once_under_its_hash(tmp_path):
    blobs = Blobs(tmp_path)
    assert blobs.put(b"x") == blobs.put(b"x") == hashlib.sha256(b"x").hexdigest()
    assert blobs.get(blobs.put(b"x")) == b"x"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("id", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_what_is_no_hash_names_nothing(tmp_path, id):
    with pytest.raises(ValueError):
        Blobs(tmp_path).path(id)


def test_a_content_that_does_not_fit_is_not_there_at_all(tmp_path):
    blobs = Blobs(tmp_path)
    id = hashlib.sha256(b"x").hexdigest()
    (tmp_path / id[:2]).write_text("a file where the folder would be")
    with pytest.raises(OSError):
        blobs.put(b"x")
    assert list(tmp_path.iterdir()) == [tmp_path / id[:2]]


def test_what_is_old_is_found_and_leftovers_of_broken_writes_go(tmp_path):
    blobs = Blobs(tmp_path)
    id = blobs.put(b"x")
    (tmp_path / "broken.part").write_bytes(b"half")
    assert list(blobs.old(60)) == []
    assert list(blobs.old(-1)) == [id]
    assert not (tmp_path / "broken.part").exists()
