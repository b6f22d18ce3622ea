using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ColumnSelectingTransformer), null, typeof(SignatureLoadModel),
    "Select Columns Transform", ColumnSelectingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="ColumnSelectingTransformer"/>.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(IHostEnvironment env, string[] keepColumns, string[] dropColumns, bool keepHidden = false)
        : base(Contracts.CheckRef(env, nameof(env)).Register(nameof(ColumnSelectingEstimator)),
            new ColumnSelectingTransformer(env, keepColumns, dropColumns, keepHidden))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        Transformer.CheckColumns(inputSchema.Select(column => column.Name), nameof(inputSchema));
        return new SchemaShape(inputSchema.Where(column => Transformer.Keeps(column.Name)));
    }
}

/// <summary>Keeps the named columns, in the order they are named in; or drops them, and leaves the others as they stand.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string LoaderSignature = "SelectColumnsTransform";

    private readonly IHost _host;
    private readonly string[] _columns;
    private readonly bool _keeps;
    private readonly bool _keepHidden;
    private readonly bool _ignoreMissing;

    internal ColumnSelectingTransformer(
        IHostEnvironment env, string[] keepColumns, string[] dropColumns, bool keepHidden = false, bool ignoreMissing = false)
    {
        _host = Contracts.CheckRef(env, nameof(env)).Register(nameof(ColumnSelectingTransformer));
        _keeps = keepColumns?.Length > 0;
        bool drops = dropColumns?.Length > 0;
        _host.Check(!(_keeps && drops), "Both keepColumns and dropColumns are set. Exactly one can be specified.");
        _host.Check(_keeps || drops, "Neither keepColumns and dropColumns is set. Exactly one must be specified.");
        _columns = _keeps ? keepColumns : dropColumns;
        (_keepHidden, _ignoreMissing) = (keepHidden, ignoreMissing);
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckColumns(inputSchema.Select(column => column.Name), nameof(inputSchema));
        return ColumnSubsetView.SchemaOf(inputSchema, SourceIndices(inputSchema));
    }

    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CheckColumns(input.Schema.Select(column => column.Name), nameof(input));
        return new ColumnSubsetView(_host, input, SourceIndices(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckColumns(inputSchema.Select(column => column.Name), nameof(inputSchema));
        return new ColumnSubsetView(_host, new EmptyDataView(_host, inputSchema), SourceIndices(inputSchema));
    }

    // Three flags, the number of columns, and each one's name.
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(_keeps);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_ignoreMissing);
        ctx.Writer.Write(_columns.Length);
        foreach (string column in _columns)
        {
            ctx.SaveNonEmptyString(column);
        }
    }

    internal bool Keeps(string name) => _keeps == _columns.Contains(name);

    internal void CheckColumns(IEnumerable<string> names, string parameter)
    {
        string[] missing = _columns.Except(names).ToArray();
        if (!_ignoreMissing && missing.Length > 0)
        {
            throw _host.ExceptSchemaMismatch(parameter, "input", string.Join(",", missing));
        }
    }

    private static ColumnSelectingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        bool keeps = ctx.Reader.ReadBoolean();
        bool keepHidden = ctx.Reader.ReadBoolean();
        bool ignoreMissing = ctx.Reader.ReadBoolean();
        int count = ctx.Reader.ReadInt32();
        env.CheckDecode(count > 0);
        string[] columns = Enumerable.Range(0, count).Select(_ => ctx.LoadNonEmptyString()).ToArray();
        return new ColumnSelectingTransformer(env, keeps ? columns : null, keeps ? null : columns, keepHidden, ignoreMissing);
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "SELCOLST",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: ModelAssembly.Name,
        loaderSignature: LoaderSignature);

    // Dropping never touches hidden columns of other names; keeping takes all of a name, if the hidden ones are wanted.
    private int[] SourceIndices(DataViewSchema schema)
    {
        IEnumerable<DataViewSchema.Column> chosen = _keeps
            ? _columns.SelectMany(name => schema.Where(column => column.Name == name && (_keepHidden || !column.IsHidden)))
            : schema.Where(column => Keeps(column.Name));
        return chosen.Select(column => column.Index).ToArray();
    }
}
