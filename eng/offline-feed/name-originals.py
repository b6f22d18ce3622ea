"""Lets packages that were built on stand-ins ask for the originals: NuGet writes the version that was restored as the
least one wanted, and `5.0.0-standin.7` is known to nobody else. Usage: name-originals.py PACKAGE.nupkg ..."""
import os
import re
import sys
import zipfile

SUFFIX = re.compile(rb'(version="[^"]*?)-standin\.\d+')

for path in sys.argv[1:]:
    aside = path + '.tmp'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(aside, 'w', zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry, SUFFIX.sub(rb'\1', content) if entry.filename.endswith('.nuspec') else content)
    os.replace(aside, path)
