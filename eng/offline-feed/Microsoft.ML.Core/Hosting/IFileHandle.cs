using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data
{
    /// <summary>A file that is written once at most and then read as often as wanted.</summary>
    public interface IFileHandle : IDisposable
    {
        bool CanWrite { get; }

        bool CanRead { get; }

        Stream CreateWriteStream();

        Stream OpenReadStream();
    }

    /// <summary>A file on disk. Disposing the handle closes every stream that was opened through it.</summary>
    public sealed class SimpleFileHandle : IFileHandle
    {
        private readonly IExceptionContext _ectx;
        private readonly string _path;
        private readonly bool _autoDelete;
        private readonly object _lock = new();
        private readonly List<Stream> _readers = [];
        private Stream _writer;
        private bool _written;
        private bool _disposed;

        public SimpleFileHandle(IExceptionContext ectx, string path, bool needsWrite, bool autoDelete)
        {
            Contracts.CheckValue(ectx, nameof(ectx));
            ectx.CheckNonEmpty(path, nameof(path));
            _ectx = ectx;
            _path = Path.GetFullPath(path);
            _written = !needsWrite;
            _autoDelete = autoDelete;
        }

        public bool CanWrite => !_written && !_disposed;

        public bool CanRead => _written && !_disposed;

        public Stream CreateWriteStream()
        {
            lock (_lock)
            {
                CheckNotDisposed();
                _ectx.Check(!_written, "CreateWriteStream called multiple times on SimpleFileHandle");
                _writer = new FileStream(_path, FileMode.Create, FileAccess.Write);
                _written = true;
                return _writer;
            }
        }

        public Stream OpenReadStream()
        {
            lock (_lock)
            {
                CheckNotDisposed();
                _ectx.Check(_written, "SimpleFileHandle hasn't been written yet");
                _ectx.Check(_writer is null or { CanWrite: false }, "Write stream for SimpleFileHandle hasn't been disposed");
                _readers.RemoveAll(s => !s.CanRead);
                var reader = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
                _readers.Add(reader);
                return reader;
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                _disposed = true;
                _writer?.Dispose();
                _readers.ForEach(s => s.Dispose());
                if (_autoDelete)
                {
                    File.Delete(_path);
                }
            }
        }

        private void CheckNotDisposed() => _ectx.Check(!_disposed, "SimpleFileHandle has already been disposed");
    }
}
