namespace Packages.Tests.TorchSharp;

/// <summary>Tests of what belongs to the whole process, such as the default generator: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit calls it a collection.")]
public sealed class TorchStateCollection
{
    public const string Name = "State of torch's process";
}
