using MlNetSeq2Seq.Generation;

namespace MlNetSeq2Seq.Training;

/// <summary>What the trainers of models that write text are told.</summary>
public abstract record GenerationTrainerOptions : Seq2SeqTrainerOptions
{
    /// <summary>How the trained model writes.</summary>
    public GenerateTextOptions Generation { get; init; } = new();

    /// <summary>Texts to write for at each validation, which adds Rouge, BLEU and exact match to its scores; null for none. Needs <see cref="Seq2SeqTrainerOptions.Validation"/>.</summary>
    public WritingValidationOptions? Writing { get; init; }

    /// <inheritdoc/>
    internal override IModelScores? ScoresOf(LanguageModel model) => Writing is null ? null
        : Validation is null ? throw new ArgumentException("The trainer has texts to write for at each validation, but no rows to validate on.")
        : new WritingValidation(model, Generation, Writing);
}
