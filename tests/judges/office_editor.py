"""LibreOffice as an editor that people use: it opens a Word file, changes words, recorded or not, and saves it."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from tests.judges.panel import SECONDS, Missing, _program

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library">
 <library:library library:name="Standard" library:link="false"/></library:libraries>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{basic}</script:module>
"""
_BASIC = """Sub Main(source, target, recorded, edits)
 Dim hidden(0) As New com.sun.star.beans.PropertyValue
 hidden(0).Name = "Hidden"
 hidden(0).Value = True
 doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
 doc.RecordChanges = (recorded = "yes")
 For Each edit In Split(edits, "||")
  pair = Split(edit, "=>")
  change = doc.createReplaceDescriptor()
  change.SearchCaseSensitive = True
  change.SearchString = pair(0)
  change.ReplaceString = pair(1)
  doc.replaceAll(change)
 Next
 Dim how(0) As New com.sun.star.beans.PropertyValue
 how(0).Name = "FilterName"
 how(0).Value = "MS Word 2007 XML"
 doc.storeToURL(target, how())
 doc.close(True)
End Sub
"""


class OfficeEditor:
    """LibreOffice with a profile of its own in `folder`. `Missing` when it is not installed."""

    def __init__(self, folder: Path) -> None:
        self.program, self.profile = _program("soffice"), folder
        self._run("--terminate_after_init")
        basic = folder / "user/basic"
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
        (basic / "Standard/script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (basic / "Standard/Module1.xba").write_text(_MODULE.format(basic=escape(_BASIC)), encoding="utf-8")

    def edit(self, source: Path, target: Path, edits: Mapping[str, str], *, recorded: bool) -> bytes:
        """`source` with each key of `edits` replaced by its value, everywhere, saved as `target`."""
        said = "||".join(f"{old}=>{new}" for old, new in edits.items())
        given = (source.as_uri(), target.as_uri(), "yes" if recorded else "no", said)
        words = ",".join(f'"{each}"' for each in given)
        self._run(f"macro:///Standard.Module1.Main({words})")
        if not target.exists():
            raise Missing("LibreOffice runs no macros here")
        return target.read_bytes()

    def _run(self, *words: str) -> None:
        command = [self.program, f"-env:UserInstallation={self.profile.as_uri()}", "--headless", "--norestore", *words]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
