namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>A fact that reads the shared folder; skipped, with the reason, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = SharedData.SkipReason;
}
