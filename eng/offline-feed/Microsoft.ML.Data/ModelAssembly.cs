namespace Microsoft.ML.Data;

/// <summary>The name under which a model says where its components are loaded from.</summary>
internal static class ModelAssembly
{
    // The simple name alone: it finds this assembly and the original, whatever they are signed with.
    public static readonly string Name = typeof(ModelAssembly).Assembly.GetName().Name;
}
