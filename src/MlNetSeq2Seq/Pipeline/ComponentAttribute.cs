using System.Reflection;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Names a component. The name stands in model zips, so it never changes; the version rises when the meaning of an option does.</summary>
/// <param name="name">The name, in lower case with hyphens.</param>
/// <param name="version">The version, from 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ComponentAttribute(string name, int version) : Attribute
{
    public string Name => name;

    public int Version => version;

    /// <summary>Whether the component draws noise.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Whether it makes several rows of one, or none.</summary>
    public bool IsOneToMany { get; init; }

    public static ComponentAttribute Of(Type estimator) =>
        estimator.GetCustomAttribute<ComponentAttribute>() ?? throw new InvalidOperationException($"{estimator.Name} has no [Component].");

    /// <summary>The options' seed as part of the key of noise; 0 where they have none.</summary>
    public static ulong Seed(object options) => options.GetType().GetProperty("Seed")?.GetValue(options) is int seed ? (uint)seed : 0;
}
