using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>
    /// A zip archive of named streams. A stream that is being written or read lies in a temporary file (or in memory where there is no
    /// file system), because those of an archive can neither be sought in nor be used several at a time. Entries may be opened and
    /// disposed by several threads at once.
    /// </summary>
    internal abstract class Repository : IDisposable
    {
        /// <summary>The folder of the temporary files; null where everything is kept in memory.</summary>
        protected readonly string DirTemp;

        /// <summary>The temporary file of each entry so far.</summary>
        protected readonly ConcurrentDictionary<string, string> PathMap = [];

        private readonly IExceptionContext _ectx;
        private readonly List<Entry> _open = [];

        internal Repository(bool needDir, IExceptionContext ectx)
        {
            _ectx = ectx;
            if (needDir)
            {
                string parent = ectx is IHostEnvironmentInternal env ? env.TempFilePath : Path.GetTempPath();
                DirTemp = Path.Combine(Path.GetFullPath(parent), $"ml_dotnet_{Guid.NewGuid():N}");
                Directory.CreateDirectory(DirTemp);
            }
            else
            {
                GC.SuppressFinalize(this);
            }
        }

        // The temporary folder outlives the process, so it is removed even if nobody disposes.
        ~Repository() => Dispose(false);

        public IExceptionContext ExceptionContext => _ectx;

        protected bool Disposed { get; private set; }

        /// <summary>Held while the archive or the list of open entries is touched.</summary>
        protected object Lock { get; } = new();

        public void Dispose()
        {
            if (!Disposed)
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }
        }

        protected virtual void Dispose(bool disposing)
        {
            Disposed = true;
            if (disposing)
            {
                DisposeAllEntries();
            }

            if (DirTemp is not null)
            {
                try
                {
                    Directory.Delete(DirTemp, recursive: true);
                }
                catch (IOException)
                {
                    // Somebody still reads there; the operating system cleans its folder for temporary files.
                }
                catch (UnauthorizedAccessException)
                {
                }
            }
        }

        protected void DisposeAllEntries()
        {
            Entry[] open;
            lock (Lock)
            {
                open = [.. _open];
            }

            foreach (Entry entry in open)
            {
                entry.Dispose();
            }
        }

        protected void RemoveEntry(Entry ent)
        {
            lock (Lock)
            {
                _open.Remove(ent);
            }
        }

        /// <summary>Called once for each entry that is disposed: calls <see cref="RemoveEntry"/> and does away with the stream.</summary>
        protected abstract void OnDispose(Entry ent);

        protected static string NormalizeForArchiveEntry(string path) => path?.Replace('/', Path.DirectorySeparatorChar);

        /// <summary>The name of an entry in the archive, and a path for its temporary file. No name leads out of the archive.</summary>
        protected void GetPath(out string pathEnt, out string pathTemp, string dir, string name, bool createDir)
        {
            _ectx.CheckParam(dir is null || !dir.Contains("..", StringComparison.Ordinal), nameof(dir));
            _ectx.CheckParam(!string.IsNullOrWhiteSpace(name), nameof(name));
            _ectx.CheckParam(!name.Contains("..", StringComparison.Ordinal), nameof(name));

            // Resolved below a folder that need not exist: a rooted name then ends up elsewhere, and is found out.
            string root = DirTemp ?? Path.Combine(Path.GetTempPath(), "root");
            string full = Path.GetFullPath(Path.Combine(root, dir ?? "", name));
            _ectx.Check(full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && full.Length > root.Length + 1,
                $"Entry '{name}' in folder '{dir}' would lie outside of the archive.");
            pathEnt = NormalizeForArchiveEntry(full[(root.Length + 1)..]);
            pathTemp = DirTemp is null ? null : Path.Combine(DirTemp, Guid.NewGuid().ToString("N"));
            if (createDir && DirTemp is not null)
            {
                Directory.CreateDirectory(DirTemp);
            }
        }

        protected Entry AddEntry(string pathEnt, Stream stream)
        {
            var entry = new Entry(this, pathEnt, stream);
            lock (Lock)
            {
                _open.Add(entry);
            }

            return entry;
        }

        /// <summary>An open stream of the repository; it can be sought in.</summary>
        public sealed class Entry : IDisposable
        {
            private Repository _rep;

            internal Entry(Repository rep, string path, Stream stream)
            {
                _rep = rep;
                Path = path;
                Stream = stream;
            }

            public string Path { get; }

            public Stream Stream { get; }

            public void Dispose() => System.Threading.Interlocked.Exchange(ref _rep, null)?.OnDispose(this);
        }
    }
}
