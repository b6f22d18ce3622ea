using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Training.Watching;

/// <summary>A fact that asks TensorBoard's own reader; skipped, with the reason, where no Python can import it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TensorBoardFactAttribute : FactAttribute
{
    private static readonly string? s_reason = PythonProcess.SkipReason("TensorBoard", "tensorboard.backend.event_processing.event_accumulator, tensorboard.plugins.text.text_plugin");

    public TensorBoardFactAttribute() => Skip = s_reason;
}
