using System;

namespace Microsoft.ML.Runtime
{
    /// <summary>
    /// Progress goes to whoever polls the environment, and a local environment is polled by nobody. So the channel checks what it is
    /// told and keeps nothing.
    /// </summary>
    internal sealed class ProgressChannel : IProgressChannel
    {
        private readonly IExceptionContext _ectx;
        private readonly bool _isSub;
        private ProgressHeader _header = new([], []);
        private bool _disposed;

        public ProgressChannel(IExceptionContext ectx, bool isSub = false)
        {
            _ectx = ectx;
            _isSub = isSub;
        }

        public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => _header = header;

        /// <summary>Takes metrics, then amounts of progress, then their limits.</summary>
        public void Checkpoint(params double?[] values)
        {
            if (_isSub)
            {
                // Checkpoints of a part are not reported.
                return;
            }

            _ectx.Check(!_disposed, "Can't report checkpoints after disposing");
            _ectx.CheckValue(_header, "header");
            _ectx.Check(values is null || values.Length <= _header.MetricNames.Count + (2 * _header.UnitNames.Count),
                "Too many values provided in Checkpoint");
        }

        public IProgressChannel StartProgressChannel(string name) => new ProgressChannel(_ectx, isSub: true);

        public void Dispose() => _disposed = true;
    }
}
