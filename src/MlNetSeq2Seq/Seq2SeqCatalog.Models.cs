using MlNetSeq2Seq;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Scoring;

namespace Microsoft.ML;

/// <content>Trained models at work.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Puts a model that writes text into a pipeline.</summary>
    /// <param name="model">The model; the caller keeps it alive and disposes it.</param>
    /// <param name="options">How it writes; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model does not write text.</exception>
    public TextModelEstimator<TextGenerationTransformer> GenerateText(LanguageModel model, GenerateTextOptions? options = null) =>
        new(new TextGenerationTransformer(model, options ?? new GenerateTextOptions(), ownsModel: false));

    /// <summary>Puts a model that fills masks into a pipeline.</summary>
    /// <param name="model">The model; the caller keeps it alive and disposes it.</param>
    /// <param name="options">How it fills them; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model cannot fill masks.</exception>
    public TextModelEstimator<FillMaskTransformer> FillMask(LanguageModel model, FillMaskOptions? options = null) =>
        new(new FillMaskTransformer(model, options ?? new FillMaskOptions(), ownsModel: false));

    /// <summary>Puts a model that says how likely texts are into a pipeline.</summary>
    /// <param name="model">The model; the caller keeps it alive and disposes it.</param>
    /// <param name="options">How it scores them; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model does not write text.</exception>
    public TextModelEstimator<ScoreTextTransformer> ScoreText(LanguageModel model, ScoreTextOptions? options = null) =>
        new(new ScoreTextTransformer(model, options ?? new ScoreTextOptions(), ownsModel: false));
}
