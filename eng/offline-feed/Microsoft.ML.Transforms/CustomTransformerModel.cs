using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(CustomTransformerModel), null, typeof(SignatureLoadModel),
    "", CustomTransformerModel.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>What a custom mapping is in a model: the name of a contract, and of the assembly that keeps it.</summary>
internal static class CustomTransformerModel
{
    internal const string LoaderSignature = "CustomTransformer";

    private const uint VersionWithAssembly = 0x00010002;

    public static void Save(IExceptionContext ectx, ModelSaveContext ctx, string contractName, string contractAssembly)
    {
        ectx.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.SaveString(contractName);
        ctx.SaveString(contractAssembly);
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        string contractName = ctx.LoadString();
        if (ctx.Header.ModelVerWritten >= VersionWithAssembly)
        {
            env.ComponentCatalog.RegisterAssembly(Assembly.Load(ctx.LoadString()));
        }

        object factory = env.ComponentCatalog.GetExtensionValue(env, typeof(CustomMappingFactoryAttributeAttribute), contractName);
        return factory is ICustomMappingFactory mappingFactory
            ? mappingFactory.CreateTransformer(env, contractName)
            : throw env.Except($"The class with contract '{contractName}' must derive from '{typeof(CustomMappingFactory<,>).FullName}'.");
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CUSTOMXF",
        verWrittenCur: VersionWithAssembly,
        verReadableCur: VersionWithAssembly,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(CustomTransformerModel).Assembly.GetName().Name,
        loaderSignature: LoaderSignature);
}
