using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>Writes views in ML.NET's binary format: blocks of values by column, and behind them what finds and describes those.</summary>
internal sealed class BinarySaver
{
    private const int RowsPerBlock = 1 << 13;

    private readonly IHost _host;

    public BinarySaver(IHostEnvironment env)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(BinarySaver));
    }

    /// <summary>Writes the columns that can be written; tells of those that cannot.</summary>
    public void SaveView(Stream stream, IDataView view, bool keepHidden)
    {
        using IChannel channel = _host.Start("Saving data");
        var columns = new List<int>();
        foreach (DataViewSchema.Column column in view.Schema.Where(column => keepHidden || !column.IsHidden))
        {
            if (IsColumnSavable(column.Type))
            {
                columns.Add(column.Index);
            }
            else
            {
                channel.Info(
                    MessageSensitivity.Schema, "The column '{0}' will not be written as it has unsavable column type.", column.Name);
            }
        }

        channel.Check(columns.Count > 0, "No valid columns to save");
        SaveData(stream, view, columns.ToArray());
    }

    public bool IsColumnSavable(DataViewType type) => CodecFactory.TryGetCodec(type, out _);

    public void SaveData(Stream stream, IDataView data, params int[] colIndices)
    {
        _host.CheckValue(stream, nameof(stream));
        _host.CheckValue(data, nameof(data));
        _host.CheckParam(stream.CanWrite, nameof(stream), "cannot save to non-writable stream");
        _host.CheckParam(stream.CanSeek, nameof(stream), "cannot save to non-seekable stream");
        _host.CheckParam(stream.Position == 0, nameof(stream), "stream must be positioned at head of stream");
        Column[] columns = Array.ConvertAll(colIndices, index => new Column(data.Schema[index], CodecOf(data.Schema[index])));
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(new byte[BinaryHeader.Size]);
        long rowCount = WriteBlocks(writer, data, columns);
        foreach (Column column in columns)
        {
            column.WriteLookup(writer);
        }

        foreach (Column column in columns)
        {
            column.WriteAnnotations(writer);
        }

        long tableOfContents = stream.Position;
        foreach (Column column in columns)
        {
            column.WriteEntry(writer, RowsPerBlock);
        }

        long tail = stream.Position;
        writer.Write(BinaryHeader.TailSignature);
        stream.Position = 0;
        new BinaryHeader(tableOfContents, tail, rowCount, columns.Length).Write(writer);
        writer.Flush();
        stream.Position = stream.Length;
    }

    private static long WriteBlocks(BinaryWriter writer, IDataView data, Column[] columns)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(columns.Select(column => column.Source));
        Action[] add = Array.ConvertAll(columns, column => column.Block.BindAdd(cursor, column.Source));
        long rowCount = 0;
        while (cursor.MoveNext())
        {
            foreach (Action addValue in add)
            {
                addValue();
            }

            if (++rowCount % RowsPerBlock == 0)
            {
                WriteBlock(writer, columns);
            }
        }

        if (rowCount % RowsPerBlock != 0)
        {
            WriteBlock(writer, columns);
        }

        return rowCount;
    }

    private static void WriteBlock(BinaryWriter writer, Column[] columns)
    {
        foreach (Column column in columns)
        {
            column.WriteBlock(writer);
        }
    }

    private static byte[] BytesOf(ValueBlock block)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            block.WriteAndClear(writer);
        }

        return bytes.ToArray();
    }

    private ValueCodec CodecOf(DataViewSchema.Column column) => CodecFactory.TryGetCodec(column.Type, out ValueCodec codec)
        ? codec
        : throw _host.Except("Could not get codec for requested column {0} of type {1}", column.Name, column.Type);

    /// <summary>A column on its way to the file.</summary>
    private sealed class Column(DataViewSchema.Column source, ValueCodec codec)
    {
        private readonly List<(long Offset, int Length, int Uncompressed)> _lookup = new();
        private long _lookupOffset;
        private long _annotationsOffset;

        public DataViewSchema.Column Source { get; } = source;

        public ValueBlock Block { get; } = codec.CreateBlock();

        public void WriteBlock(BinaryWriter writer)
        {
            byte[] bytes = BytesOf(Block);
            byte[] compressed = Compression.Deflate(bytes);
            _lookup.Add((writer.BaseStream.Position, compressed.Length, bytes.Length));
            writer.Write(compressed);
        }

        public void WriteLookup(BinaryWriter writer)
        {
            _lookupOffset = writer.BaseStream.Position;
            foreach ((long offset, int length, int uncompressed) in _lookup)
            {
                writer.Write(offset);
                writer.Write(length);
                writer.Write(uncompressed);
            }
        }

        // The values, and behind them their table of contents; nothing, and the offset 0, where there are none.
        public void WriteAnnotations(BinaryWriter writer)
        {
            var written = new List<(string Kind, ValueCodec Codec, CompressionKind Compression, long Offset, long Length)>();
            foreach (DataViewSchema.Column annotation in Source.Annotations.Schema)
            {
                if (CodecFactory.TryGetCodec(annotation.Type, out ValueCodec annotationCodec))
                {
                    ValueBlock block = annotationCodec.CreateBlock();
                    block.AddAnnotation(Source.Annotations, annotation.Name);
                    byte[] bytes = BytesOf(block);
                    byte[] compressed = Compression.Deflate(bytes);
                    bool pays = compressed.Length < bytes.Length;
                            long offset = writer.BaseStream.Position;
                    writer.Write(pays ? compressed : bytes);
                    written.Add((annotation.Name, annotationCodec, pays ? CompressionKind.Deflate : CompressionKind.None, offset,
                        pays ? compressed.Length : bytes.Length));
                }
            }

            if (written.Count == 0)
            {
                return;
            }

            _annotationsOffset = writer.BaseStream.Position;
            writer.Write7BitEncodedInt64(written.Count);
            foreach ((string kind, ValueCodec annotationCodec, CompressionKind compression, long offset, long length) in written)
            {
                writer.Write(kind);
                annotationCodec.WriteDefinition(writer);
                writer.Write((byte)compression);
                writer.Write(offset);
                writer.Write7BitEncodedInt64(length);
            }
        }

        public void WriteEntry(BinaryWriter writer, int rowsPerBlock)
        {
            writer.Write(Source.Name);
            codec.WriteDefinition(writer);
            writer.Write((byte)CompressionKind.Deflate);
            writer.Write7BitEncodedInt64(rowsPerBlock);
            writer.Write(_lookupOffset);
            writer.Write(_annotationsOffset);
        }
    }
}
