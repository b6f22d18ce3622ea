using MlNetSeq2Seq.Generation;

namespace MlNetSeq2Seq.Training;

/// <summary>What the trainers of models that write text are told.</summary>
public abstract record GenerationTrainerOptions : Seq2SeqTrainerOptions
{
    /// <summary>How the trained model writes.</summary>
    public GenerateTextOptions Generation { get; init; } = new();
}
