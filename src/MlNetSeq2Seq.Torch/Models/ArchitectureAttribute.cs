namespace MlNetSeq2Seq.Models;

/// <summary>Names an architecture. The name stands in model zips and checkpoints, so it never changes.</summary>
/// <param name="name">The name, in lower case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ArchitectureAttribute(string name) : Attribute
{
    /// <summary>The name, in lower case.</summary>
    public string Name => name;
}
