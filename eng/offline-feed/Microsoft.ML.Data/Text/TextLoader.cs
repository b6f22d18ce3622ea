using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(IDataLoader<IMultiStreamSource>), typeof(TextLoader), null, typeof(SignatureLoadModel),
    "Text Loader", TextLoader.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads views from text files, a row a line.</summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    internal const string LoaderSignature = "TextLoader";

    /// <summary>The version that began to save the escape character and the decimal marker.</summary>
    internal const uint VersionWithEscape = 0x0001000D;

    private readonly IHost _host;
    private readonly TextFormat _format;
    private readonly TextBindings _bindings;
    private readonly bool _useThreads;

    internal TextLoader(IHostEnvironment env, Options options = null, IMultiStreamSource dataSample = null)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(TextLoader));
        options ??= new Options();
        _format = new TextFormat(_host, options);
        _useThreads = options.UseThreads;
        IMultiStreamSource headerFile = string.IsNullOrWhiteSpace(options.HeaderFile) ? null : new MultiFileSource(options.HeaderFile);
        Column[] columns = options.Columns is { Length: > 0 } given ? given : DefaultColumns();
        _bindings = new TextBindings(_host, columns, _format, headerFile, dataSample ?? new MultiFileSource());
    }

    private TextLoader(IHost host, ModelLoadContext ctx)
    {
        _host = host;
        _useThreads = true;
        _format = new TextFormat(host, ctx.Reader, ctx.Header.ModelVerWritten);
        _bindings = new TextBindings(ctx, _format);
    }

    public DataViewSchema GetOutputSchema() => _bindings.OutputSchema;

    public IDataView Load(IMultiStreamSource source)
    {
        _host.CheckValue(source, nameof(source));
        return new TextDataView(_host, _format, _bindings, source, _useThreads);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        _format.Save(ctx.Writer);
        _bindings.Save(ctx);
    }

    /// <summary>The options, with a column for each member of a class, as its <see cref="LoadColumnAttribute"/> says.</summary>
    internal static Options WithColumnsOf<TInput>(IHostEnvironment env, Options options)
    {
        MemberInfo[] members = RowMembers.Of(typeof(TInput), SchemaDefinition.Direction.Read).ToArray();
        env.CheckParam(members.Length > 0, nameof(TInput), "Should define at least one public, readable field or property in TInput.");
        options.Columns = Array.ConvertAll(members, member => ColumnOf(env, member));
        return options;
    }

    private static Column ColumnOf(IHostEnvironment env, MemberInfo member)
    {
        LoadColumnAttribute load = member.GetCustomAttribute<LoadColumnAttribute>()
            ?? throw env.Except(
                $"{(member is FieldInfo ? "Field" : "Property")} '{member.Name}' is missing the LoadColumnAttribute attribute");
        Type type = RowMembers.TypeOf(member);
        if (!(type.IsArray ? type.GetElementType() : type).TryGetDataKind(out InternalDataKind kind))
        {
            throw env.Except($"{(member is FieldInfo ? "Field" : "Property")} {member.Name} is of unsupported type.");
        }

        string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
        return new Column(name, kind.ToDataKind(), load.Sources, member.GetCustomAttribute<KeyTypeAttribute>()?.KeyCount);
    }

    private static Column[] DefaultColumns() => new[]
    {
        new Column("Label", DataKind.Single, 0),
        new Column("Features", DataKind.Single, new[] { new Range(1, null) }),
    };

    private static IDataLoader<IMultiStreamSource> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new TextLoader(env.Register(nameof(TextLoader)), ctx);
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "TXTLOADR",
        verWrittenCur: 0x0001000E,
        verReadableCur: 0x0001000A,
        verWeCanReadBack: 0x0001000C,
        loaderAssemblyName: ModelAssembly.Name,
        loaderSignature: LoaderSignature);
}
