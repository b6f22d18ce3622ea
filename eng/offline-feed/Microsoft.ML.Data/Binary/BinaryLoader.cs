using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>
/// A view of a file in ML.NET's binary format. Each cursor opens the file anew, and reads the blocks of its columns only.
/// </summary>
internal sealed class BinaryLoader : IDataView
{
    private readonly IHost _host;
    private readonly Func<Stream> _open;
    private readonly BinaryHeader _header;
    private readonly Column[] _columns;

    public BinaryLoader(IHostEnvironment env, IMultiStreamSource source)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(BinaryLoader));
        _host.CheckValue(source, nameof(source));
        _host.CheckParam(source.Count == 1, nameof(source), "Can only read from a single file");
        _open = () => source.Open(0);
        using var reader = new BinaryReader(_open());
        (_header, _columns, Schema) = ReadContents(_host, reader);
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    /// <summary>The schema of a binary view whose rows are of no interest.</summary>
    public static DataViewSchema ReadSchema(IHostEnvironment env, Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return ReadContents(env, reader).Schema;
    }

    public long? GetRowCount() => _header.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, RowCursorUtils.Needed(columnsNeeded, Schema.Count), rand);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => new[] { GetRowCursor(columnsNeeded, rand) };

    private static (BinaryHeader Header, Column[] Columns, DataViewSchema Schema) ReadContents(IHostEnvironment env, BinaryReader reader)
    {
        using IChannel channel = env.Start("Reading binary data");
        BinaryHeader header = BinaryHeader.Read(channel, reader);
        reader.BaseStream.Position = header.TableOfContentsOffset;
        var columns = new List<Column>();
        for (int i = 0; i < header.ColumnCount; i++)
        {
            string name = reader.ReadString();
            bool known = CodecFactory.TryReadDefinition(reader, out ValueCodec codec);
            var compression = (CompressionKind)reader.ReadByte();
            long rowsPerBlock = reader.Read7BitEncodedInt64();
            channel.CheckDecode(
                rowsPerBlock is > 0 and <= int.MaxValue || (rowsPerBlock == 0 && header.RowCount == 0), "Bad number of rows per block");
            long lookupOffset = reader.ReadInt64();
            long annotationsOffset = reader.ReadInt64();
            var column = new Column(name, codec, compression, (int)rowsPerBlock, lookupOffset, annotationsOffset);
            channel.CheckDecode(column.AnnotationsOffset == 0 || header.IsInside(column.AnnotationsOffset, header.TailOffset),
                "Metadata TOC offset out of range");
            if (known && Enum.IsDefined(compression))
            {
                columns.Add(column);
            }
            else
            {
                channel.Warning("Cannot interpret column '{0}' because its codec or compression is unrecognized", name);
            }
        }

        var builder = new DataViewSchema.Builder();
        foreach (Column column in columns)
        {
            builder.AddColumn(column.Name, column.Codec.Type, ReadAnnotations(channel, reader, header, column.AnnotationsOffset));
        }

        return (header, columns.ToArray(), builder.ToSchema());
    }

    private static DataViewSchema.Annotations ReadAnnotations(IChannel channel, BinaryReader reader, BinaryHeader header, long offset)
    {
        if (offset == 0)
        {
            return null;
        }

        reader.BaseStream.Position = offset;
        long count = reader.Read7BitEncodedInt64();
        channel.CheckDecode(count is > 0 and < int.MaxValue, "Bad number of metadata TOC entries read");
        var entries = new List<(string Kind, ValueCodec Codec, CompressionKind Compression, long Offset, long Length)>();
        for (long i = 0; i < count; i++)
        {
            string kind = reader.ReadString();
            bool known = CodecFactory.TryReadDefinition(reader, out ValueCodec codec);
            var compression = (CompressionKind)reader.ReadByte();
            long blockOffset = reader.ReadInt64();
            long length = reader.Read7BitEncodedInt64();
            channel.CheckDecode(length > 0 && header.IsInside(blockOffset, header.TailOffset - length), "Metadata block out of range");
            if (known && Enum.IsDefined(compression))
            {
                entries.Add((kind, codec, compression, blockOffset, length));
            }
        }

        var builder = new DataViewSchema.Annotations.Builder();
        foreach ((string kind, ValueCodec codec, CompressionKind compression, long blockOffset, long length) in entries)
        {
            using BinaryReader block = Compression.OpenBlock(reader, blockOffset, length, compression);
            ValueBlock value = codec.CreateBlock();
            value.Read(block, 1);
            builder.Add(kind, codec.Type, value.CreateGetter(() => 0));
        }

        return builder.ToAnnotations();
    }

    private sealed record Column(
        string Name, ValueCodec Codec, CompressionKind Compression, int RowsPerBlock, long LookupOffset, long AnnotationsOffset)
    {
        public void ReadBlock(BinaryReader reader, BinaryHeader header, long block, ValueBlock values, int rows)
        {
            reader.BaseStream.Position = LookupOffset + (block * 16);
            long offset = reader.ReadInt64();
            int length = reader.ReadInt32();
            Contracts.CheckDecode(length >= 0 && header.IsInside(offset, header.TailOffset - length), "block offset out of range");
            using BinaryReader bytes = IO.Compression.OpenBlock(reader, offset, length, Compression);
            values.Read(bytes, rows);
        }
    }

    private sealed class Cursor : RootCursorBase
    {
        private readonly BinaryLoader _view;
        private readonly BinaryReader _reader;
        private readonly ValueBlock[] _values;
        private readonly Delegate[] _getters;
        private readonly int[] _blocks;
        private readonly int _rowsPerBlock;
        private readonly Random _rand;
        private int[] _order;
        private int _nextBlock;
        private long _blockStart;
        private int _blockRows;
        private int _place = -1;

        public Cursor(BinaryLoader view, bool[] active, Random rand)
            : base(view._host)
        {
            (_view, _rand) = (view, rand);
            _reader = new BinaryReader(view._open());
            _values = view._columns.Select((column, i) => active[i] ? column.Codec.CreateBlock() : null).ToArray();
            _getters = Array.ConvertAll(_values, values => values?.CreateGetter(() => _order is null ? Place() : _order[Place()]));
            _rowsPerBlock = Math.Max(1, view._columns.Select(column => column.RowsPerBlock).DefaultIfEmpty(1).First());
            int blockCount = checked((int)((view._header.RowCount + _rowsPerBlock - 1) / _rowsPerBlock));
            _blocks = rand is null ? Enumerable.Range(0, blockCount).ToArray() : DataViewUtils.RandomPermutation(rand, blockCount);
        }

        public override DataViewSchema Schema => _view.Schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => _values[column.Index] is not null;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id)
            => id = new DataViewRowId((ulong)(_blockStart + (_order is null ? Place() : _order[Place()])), 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return RowCursorUtils.Cast<TValue>(Ch, _getters[column.Index]);
        }

        protected override bool MoveNextCore()
        {
            if (++_place < _blockRows)
            {
                return true;
            }

            if (_nextBlock == _blocks.Length)
            {
                return false;
            }

            ReadBlock(_blocks[_nextBlock++]);
            _place = 0;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _reader.Dispose();
            }

            base.Dispose(disposing);
        }

        private void ReadBlock(int block)
        {
            _blockStart = (long)block * _rowsPerBlock;
            _blockRows = (int)Math.Min(_rowsPerBlock, _view._header.RowCount - _blockStart);
            _order = _rand is null ? null : DataViewUtils.RandomPermutation(_rand, _blockRows);
            for (int i = 0; i < _values.Length; i++)
            {
                if (_values[i] is not null)
                {
                    _view._columns[i].ReadBlock(_reader, _view._header, block, _values[i], _blockRows);
                }
            }
        }

        private int Place()
        {
            Ch.Check(IsGood, RowCursorUtils.FetchValueStateError);
            return _place;
        }
    }
}
