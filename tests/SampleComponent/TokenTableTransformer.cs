using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using SampleComponent;

[assembly: LoadableClass(typeof(TokenTableTransformer), null, typeof(SignatureLoadModel), "Token table", TokenTableTransformer.LoaderSignature)]

namespace SampleComponent;

/// <summary>What <see cref="TokenTableEstimator"/> makes; savable and a row-to-row mapper.</summary>
public sealed class TokenTableTransformer : ITransformer
{
    internal const string LoaderSignature = "SampleTokenTable";
    private const string TableStream = "Table.bin";
    private const int ChunkBytes = 1 << 20;

    private readonly string _outputColumn;
    private readonly string _inputColumn;
    private readonly TokenTable _table;

    internal TokenTableTransformer(string outputColumn, string inputColumn, TokenTable table) =>
        (_outputColumn, _inputColumn, _table) = (outputColumn, inputColumn, table);

    /// <summary>The version that is written into zips; a test sets it higher to make a zip of the future.</summary>
    public static uint WrittenVersion { get; set; } = 0x00010001;

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Source(inputSchema);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumn(_outputColumn, new VectorDataViewType(NumberDataViewType.Int32));
        return builder.ToSchema();
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => new TokenTableView(input, this);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new TokenTableMapper(inputSchema, this);

    internal DataViewSchema.Column Source(DataViewSchema schema)
    {
        DataViewSchema.Column? found = schema.GetColumnOrNull(_inputColumn);
        return found is { Type: TextDataViewType } column
            ? column
            : throw new ArgumentOutOfRangeException(nameof(schema), $"TokenTableTransformer reads a text column '{_inputColumn}', which the input lacks.");
    }

    internal ValueGetter<VBuffer<int>> Getter(DataViewRow row)
    {
        ValueGetter<ReadOnlyMemory<char>> source = row.GetGetter<ReadOnlyMemory<char>>(Source(row.Schema));
        ReadOnlyMemory<char> text = default;
        return (ref VBuffer<int> ids) =>
        {
            source(ref text);
            int[] values = _table.Encode(text.Span);
            VBufferEditor<int> editor = VBufferEditor.Create(ref ids, values.Length);
            values.CopyTo(editor.Values);
            ids = editor.Commit();
        };
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version(WrittenVersion));
        ctx.SaveNonEmptyString(_outputColumn);
        ctx.SaveNonEmptyString(_inputColumn);
        ctx.Writer.Write(_table.Ids.Length);
        ctx.SaveBinaryStream(TableStream, writer =>
        {
            ReadOnlySpan<byte> rest = MemoryMarshal.AsBytes(_table.Ids);
            for (; rest.Length > 0; rest = rest[Math.Min(ChunkBytes, rest.Length)..])
            {
                writer.Write(rest[..Math.Min(ChunkBytes, rest.Length)]);
            }
        });
    }

    // ML.NET finds it by its name.
    internal static TokenTableTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        ctx.CheckAtModel(Version(0x00010001));
        string outputColumn = ctx.LoadNonEmptyString();
        string inputColumn = ctx.LoadNonEmptyString();
        int[] ids = new int[ctx.Reader.ReadInt32()];
        bool found = ctx.TryLoadBinaryStream(TableStream, reader =>
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(ids.AsSpan());
            if (reader.BaseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new InvalidDataException($"The zip's entry {TableStream} is shorter than the {bytes.Length} bytes that TokenTableTransformer saved.");
            }
        });
        return found
            ? new TokenTableTransformer(outputColumn, inputColumn, new TokenTable(ids))
            : throw new InvalidDataException($"The zip lacks the entry {TableStream} that TokenTableTransformer saved.");
    }

    private static VersionInfo Version(uint written) => new(
        modelSignature: "SMPLTOKT",
        verWrittenCur: written,
        verReadableCur: written,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(TokenTableTransformer).Assembly.GetName().Name,
        loaderSignature: LoaderSignature);
}
