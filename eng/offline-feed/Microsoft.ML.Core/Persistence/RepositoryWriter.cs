using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Reflection;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>Writes an archive. An entry that is disposed goes into the archive when the next one is made, or at the end.</summary>
    internal sealed class RepositoryWriter : Repository
    {
        private readonly ZipArchive _archive;
        private readonly Queue<Entry> _finished = new();
        private bool _closed;

        private RepositoryWriter(Stream stream, IExceptionContext ectx, bool useFileSystem)
            : base(useFileSystem, ectx) => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

        /// <summary>Begins an archive, whose first entry says which version wrote it.</summary>
        public static RepositoryWriter CreateNew(Stream stream, IExceptionContext ectx = null, bool useFileSystem = true)
        {
            ectx.CheckValue(stream, nameof(stream));
            var repository = new RepositoryWriter(stream, ectx, useFileSystem);
            using Entry entry = repository.CreateEntry("TrainingInfo", "Version.txt");
            using StreamWriter writer = Utils.OpenWriter(entry.Stream);
            Assembly writtenBy = typeof(RepositoryWriter).Assembly;
            writer.WriteLine(writtenBy.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion);
            return repository;
        }

        public Entry CreateEntry(string name) => CreateEntry(null, name);

        public Entry CreateEntry(string dir, string name)
        {
            ExceptionContext.Check(!Disposed, "The repository was committed or disposed before.");
            ArchiveFinished();
            GetPath(out string pathEnt, out string pathTemp, dir, name, createDir: true);
            if (!PathMap.TryAdd(pathEnt, pathTemp))
            {
                throw ExceptionContext.ExceptParam(nameof(name), "Duplicate entry: '{0}'", pathEnt);
            }

            return AddEntry(pathEnt, pathTemp is null ? new MemoryStream() : new FileStream(pathTemp, FileMode.CreateNew));
        }

        /// <summary>Completes the archive. Without it, what was written is a zip that lacks entries.</summary>
        public void Commit()
        {
            ExceptionContext.Check(!Disposed, "The repository was committed or disposed before.");
            DisposeAllEntries();
            ArchiveFinished();
            lock (Lock)
            {
                _closed = true;
                _archive.Dispose(); // here, where a full disk may still throw
            }

            Dispose();
        }

        protected override void OnDispose(Entry ent)
        {
            RemoveEntry(ent);
            lock (Lock)
            {
                if (!_closed)
                {
                    // Disposing must not throw, and writing to the archive may: so that comes later.
                    _finished.Enqueue(ent);
                    return;
                }
            }

            ent.Stream.Dispose();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                lock (Lock)
                {
                    if (!_closed)
                    {
                        _closed = true;
                        CloseWithoutThrowing();
                    }
                }
            }

            base.Dispose(disposing);
        }

        // An archive that is given up, mostly because of an exception that must not be hidden by another.
        private void CloseWithoutThrowing()
        {
            foreach (Entry entry in _finished)
            {
                entry.Stream.Dispose();
            }

            _finished.Clear();
            try
            {
                _archive.Dispose();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or NotSupportedException)
            {
            }
        }

        private void ArchiveFinished()
        {
            lock (Lock)
            {
                while (_finished.TryDequeue(out Entry entry))
                {
                    using (Stream source = entry.Stream)
                    using (Stream target = _archive.CreateEntry(entry.Path).Open())
                    {
                        source.Position = 0;
                        source.CopyTo(target);
                    }

                    // At once, so that a large model needs room for one entry and not for all.
                    if (entry.Stream is FileStream file)
                    {
                        File.Delete(file.Name);
                    }
                }
            }
        }
    }
}
