using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Pipeline;

[assembly: LoadableClass(typeof(ITransformer), typeof(ComponentZip), null, typeof(SignatureLoadModel), "MlNetSeq2Seq component", ComponentZip.LoaderSignature)]

namespace MlNetSeq2Seq.Pipeline;

/// <summary>The one place where a row component goes into a model zip and comes out of it: name, version, options as JSON.</summary>
internal static class ComponentZip
{
    internal const string LoaderSignature = "MlNetSeq2Seq";
    private const string ModelSignature = "S2SCOMPT";
    private const uint FormatVersion = 0x00010001;
    private const string OptionsStream = "Options.json";

    private static readonly Lazy<Dictionary<string, Type>> s_estimators = new(() => typeof(ComponentZip).Assembly.GetTypes()
        .Where(t => t.IsDefined(typeof(ComponentAttribute), inherit: false))
        .ToDictionary(t => ComponentAttribute.Of(t).Name, StringComparer.Ordinal));

    /// <summary>How options are written everywhere: an unknown member is an error, because ignoring it would change what the model means.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        Converters = { new VocabularyJsonConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static VersionInfo Version(string modelSignature, string loaderSignature) => new(
        modelSignature,
        verWrittenCur: FormatVersion,
        verReadableCur: FormatVersion,
        verWeCanReadBack: FormatVersion,
        // The simple name: with the full one, a zip saved by a later build would not load in an earlier.
        loaderAssemblyName: typeof(ComponentZip).Assembly.GetName().Name,
        loaderSignature: loaderSignature);

    public static void Save(ModelSaveContext ctx, ComponentAttribute component, object options)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version(ModelSignature, LoaderSignature));
        ctx.SaveNonEmptyString(component.Name);
        ctx.Writer.Write(component.Version);
        SaveOptions(ctx, options);
    }

    public static void SaveOptions(ModelSaveContext ctx, object options) =>
        ctx.SaveTextStream(OptionsStream, writer => writer.Write(JsonSerializer.Serialize(options, options.GetType(), Json)));

    public static object LoadOptions(ModelLoadContext ctx, Type type, string component)
    {
        object? options = null;
        try
        {
            bool found = ctx.TryLoadTextStream(OptionsStream, reader => options = JsonSerializer.Deserialize(reader.ReadToEnd(), type, Json));
            return found && options is not null ? options : throw new InvalidDataException($"The model lacks the options of its component '{component}'.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or TargetInvocationException)
        {
            throw new InvalidDataException($"The model's component '{component}' has options that this version of MlNetSeq2Seq does not understand: {e.Message}", e);
        }
    }

    /// <summary>Makes a component of its options, which somebody may have changed in the zip.</summary>
    /// <exception cref="InvalidDataException">They do not hold together.</exception>
    public static T Make<T>(string component, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when ((e is TargetInvocationException { InnerException: { } inner } ? inner : e) is ArgumentException cause)
        {
            throw new InvalidDataException($"The model's component '{component}' has options that do not hold together: {cause.Message}", cause);
        }
    }

    // Found by ML.NET through the attribute above.
    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        ctx.CheckAtModel(Version(ModelSignature, LoaderSignature));
        string name = ctx.LoadNonEmptyString();
        int version = ctx.Reader.ReadInt32();
        if (!s_estimators.Value.TryGetValue(name, out Type? estimator) || version > ComponentAttribute.Of(estimator).Version)
        {
            throw new InvalidDataException($"The model holds component '{name}' of version {version}, which this version of MlNetSeq2Seq does not know; update the package.");
        }

        object options = LoadOptions(ctx, estimator.BaseType!.GetGenericArguments()[0], name);
        return Make(name, () => ((IRowComponent)Activator.CreateInstance(estimator, options)!).ToTransformer());
    }
}
