namespace MlNetSeq2Seq.Tests.Models.Transformers;

/// <summary>A theory that asks Hugging Face's transformers; skipped, with the reason, where no Python can import it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TransformersTheoryAttribute : TheoryAttribute
{
    public TransformersTheoryAttribute() => Skip = PythonTransformers.SkipReason;
}
