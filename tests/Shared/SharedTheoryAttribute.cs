namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>A theory that reads the shared folder; skipped, with the reason, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = SharedData.SkipReason;
}
