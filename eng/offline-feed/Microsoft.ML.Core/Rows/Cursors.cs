using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data
{
    /// <summary>A cursor that counts its own position. It ends, and is disposed, at the first row that is not there.</summary>
    internal abstract class RootCursorBase : DataViewRowCursor
    {
        protected readonly IChannel Ch;
        private long _position = -1;
        private bool _disposed;

        protected RootCursorBase(IChannelProvider provider)
        {
            Contracts.CheckValue(provider, nameof(provider));
            Ch = provider.Start("Cursor");
        }

        public sealed override long Position => _position;

        protected bool IsGood => _position >= 0;

        public sealed override bool MoveNext()
        {
            if (!_disposed && MoveNextCore())
            {
                _position++;
                return true;
            }

            Dispose();
            return false;
        }

        protected abstract bool MoveNextCore();

        protected override void Dispose(bool disposing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (disposing)
            {
                Ch.Dispose();
                _position = -1;
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>
    /// A cursor that moves exactly as another does. A tower of them moves its lowest cursor directly, however high it is.
    /// </summary>
    internal abstract class SynchronizedCursorBase : DataViewRowCursor
    {
        protected readonly IChannel Ch;
        internal readonly DataViewRowCursor Root;
        private bool _disposed;

        protected SynchronizedCursorBase(IChannelProvider provider, DataViewRowCursor input)
        {
            Contracts.CheckValue(provider, nameof(provider));
            Contracts.CheckValue(input, nameof(input));
            Ch = provider.Start("Cursor");
            Input = input;
            Root = input is SynchronizedCursorBase synchronized ? synchronized.Root : input;
        }

        public sealed override long Position => Root.Position;

        public sealed override long Batch => Root.Batch;

        protected DataViewRowCursor Input { get; }

        protected bool IsGood => Position >= 0;

        public sealed override bool MoveNext() => Root.MoveNext();

        public sealed override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (disposing)
            {
                Input.Dispose();
                Ch.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>A cursor over another, with a position of its own.</summary>
    internal abstract class LinkedRootCursorBase : RootCursorBase
    {
        private bool _disposed;

        protected LinkedRootCursorBase(IChannelProvider provider, DataViewRowCursor input)
            : base(provider)
        {
            Ch.CheckValue(input, nameof(input));
            Input = input;
            Root = input is SynchronizedCursorBase synchronized ? synchronized.Root : input;
        }

        protected DataViewRowCursor Input { get; }

        /// <summary>What to move in order to move the input.</summary>
        protected DataViewRowCursor Root { get; }

        protected override void Dispose(bool disposing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (disposing)
            {
                Input.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>A cursor with the columns of its input.</summary>
    internal abstract class LinkedRowRootCursorBase : LinkedRootCursorBase
    {
        private readonly bool[] _active;

        /// <param name="provider">Opens the cursor's channel.</param>
        /// <param name="input">The cursor below.</param>
        /// <param name="schema">The schema that this cursor shows.</param>
        /// <param name="active">Which columns are active; all of them where it is null.</param>
        protected LinkedRowRootCursorBase(IChannelProvider provider, DataViewRowCursor input, DataViewSchema schema, bool[] active)
            : base(provider, input)
        {
            Ch.CheckValue(schema, nameof(schema));
            Ch.Check(active is null || active.Length == schema.Count);
            _active = active;
            Schema = schema;
        }

        public sealed override DataViewSchema Schema { get; }

        public sealed override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.Check(column.Index < Schema.Count);
            return _active is null || _active[column.Index];
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(column);
    }

    /// <summary>A cursor over those rows of its input that it accepts.</summary>
    internal abstract class LinkedRowFilterCursorBase : LinkedRowRootCursorBase
    {
        protected LinkedRowFilterCursorBase(IChannelProvider provider, DataViewRowCursor input, DataViewSchema schema, bool[] active)
            : base(provider, input, schema, active)
        {
        }

        public override long Batch => Input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

        protected override bool MoveNextCore()
        {
            while (Root.MoveNext())
            {
                if (Accept())
                {
                    return true;
                }
            }

            return false;
        }

        protected abstract bool Accept();
    }

    /// <summary>A row over another, which it owns.</summary>
    internal abstract class WrappingRow : DataViewRow
    {
        private bool _disposed;

        private protected WrappingRow(DataViewRow input) => Input = input;

        public sealed override long Batch => Input.Batch;

        public sealed override long Position => Input.Position;

        protected DataViewRow Input { get; }

        public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

        protected sealed override void Dispose(bool disposing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;

            // The upper row first: it may still use the lower one.
            DisposeCore(disposing);
            if (disposing)
            {
                Input.Dispose();
            }
        }

        protected virtual void DisposeCore(bool disposing)
        {
        }
    }
}
