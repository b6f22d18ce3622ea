namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>A test that needs a terminal, which the program <c>script</c> of util-linux makes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    /// <summary>Where the program is.</summary>
    public const string Program = "/usr/bin/script";

    /// <summary>Skips the test where it is not.</summary>
    public TerminalFactAttribute() => Skip = OperatingSystem.IsLinux() && File.Exists(Program) ? null : $"There is no {Program} to make a terminal with.";
}
