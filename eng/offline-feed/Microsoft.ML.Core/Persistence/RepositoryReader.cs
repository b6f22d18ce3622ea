using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>Reads an archive. An entry is unpacked once, when it is first opened.</summary>
    internal sealed class RepositoryReader : Repository
    {
        private readonly ZipArchive _archive;

        // By the names of this system: archives have been written with either kind of slash.
        private readonly Dictionary<string, ZipArchiveEntry> _entries = [];

        private RepositoryReader(Stream stream, IExceptionContext ectx, bool useFileSystem)
            : base(useFileSystem, ectx)
        {
            try
            {
                _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
                foreach (ZipArchiveEntry entry in _archive.Entries)
                {
                    _entries[Slashed(entry.FullName)] = entry;
                }
            }
            catch (Exception e)
            {
                Dispose();
                throw ectx.ExceptDecode(e, "Failed to open a zip archive");
            }
        }

        public static RepositoryReader Open(Stream stream, IExceptionContext ectx = null, bool useFileSystem = true)
        {
            ectx.CheckValue(stream, nameof(stream));
            return new RepositoryReader(stream, ectx, useFileSystem);
        }

        public Entry OpenEntry(string name) => OpenEntry(null, name);

        public Entry OpenEntry(string dir, string name)
        {
            Entry entry = OpenEntryOrNull(dir, name);
            if (entry is null)
            {
                GetPath(out string pathEnt, out _, dir, name, createDir: false);
                throw ExceptionContext.Except("Repository doesn't contain entry {0}", pathEnt);
            }

            return entry;
        }

        public Entry OpenEntryOrNull(string name) => OpenEntryOrNull(null, name);

        public Entry OpenEntryOrNull(string dir, string name)
        {
            ExceptionContext.Check(!Disposed, "The repository was disposed before.");
            GetPath(out string pathEnt, out string pathTemp, dir, name, createDir: false);
            if (!_entries.TryGetValue(Slashed(pathEnt), out ZipArchiveEntry zipped))
            {
                return null;
            }

            return AddEntry(pathEnt, pathTemp is null ? UnpackToMemory(zipped) : UnpackToFile(zipped, pathEnt, pathTemp));
        }

        protected override void OnDispose(Entry ent)
        {
            RemoveEntry(ent);
            ent.Stream.Dispose();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                _archive?.Dispose();
            }
        }

        private static string Slashed(string path) => path.Replace('\\', '/');

        private FileStream UnpackToFile(ZipArchiveEntry zipped, string pathEnt, string pathTemp)
        {
            lock (Lock)
            {
                if (!PathMap.TryGetValue(pathEnt, out string path))
                {
                    path = pathTemp;
                    using (var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                    {
                        Unpack(zipped, target);
                    }

                    PathMap[pathEnt] = path;
                }

                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            }
        }

        private MemoryStream UnpackToMemory(ZipArchiveEntry zipped)
        {
            ExceptionContext.CheckDecode(zipped.Length < int.MaxValue, "Repository stream too large to read into memory");
            var target = new MemoryStream((int)zipped.Length);
            lock (Lock)
            {
                Unpack(zipped, target);
            }

            target.Position = 0;
            return target;
        }

        private void Unpack(ZipArchiveEntry zipped, Stream target)
        {
            using (Stream source = zipped.Open())
            {
                source.CopyTo(target);
            }

            ExceptionContext.CheckDecode(target.Length == zipped.Length,
                $"Entry '{zipped.FullName}' of the archive should have {zipped.Length} bytes, but {target.Length} were found.");
        }
    }
}
