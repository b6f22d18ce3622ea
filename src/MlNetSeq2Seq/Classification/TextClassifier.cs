using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Objectives.Classification;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetSeq2Seq.Classification;

/// <summary>Says which label texts have: tokens, one batch of like length, probabilities. Safe for several threads.</summary>
public sealed class TextClassifier
{
    private readonly LanguageModel _model;
    private readonly ClassifyTextOptions _options;
    private readonly ClassificationLayout _layout;

    /// <summary>Prepares a model to classify texts.</summary>
    /// <param name="model">The model; it must live as long as the classifier.</param>
    /// <param name="options">Which labels, and how long rows are.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model does not score so many classes.</exception>
    public TextClassifier(LanguageModel model, ClassifyTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        string name = model.Network.GetType().Name;
        if (model.Network.Configuration is not IEncoderConfig { Head: EncoderHead.Classification or EncoderHead.PreTraining } config)
        {
            throw new ArgumentException($"ClassifyText needs a model that scores classes of rows, but {name} as it is configured does not.", nameof(model));
        }

        if (config.ClassCount != options.LabelNames.Count)
        {
            throw new ArgumentException($"ClassifyText has {options.LabelNames.Count} labels, but {name} scores {config.ClassCount} classes.", nameof(options));
        }

        if (options.MaximumLength > model.Network.MaximumLength)
        {
            throw new ArgumentException($"ClassifyText makes rows of up to {options.MaximumLength} tokens, but {name} takes {model.Network.MaximumLength}.", nameof(options));
        }

        (_model, _options) = (model, options);
        _layout = new ClassificationLayout(new ClassificationLayoutOptions
        {
            SpecialTokens = model.Tokenizer.SpecialTokens, MaximumLength = options.MaximumLength, Truncation = options.Truncation,
        });
    }

    /// <summary>Classifies texts.</summary>
    /// <param name="texts">The texts; the second of each is null where rows have one.</param>
    /// <returns>One for each, in their order.</returns>
    /// <exception cref="ArgumentException">A text has no token, or is too long and must not be cut.</exception>
    public IReadOnlyList<TextClass> Classify(IReadOnlyList<(string First, string? Second)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        MaskedSample[] samples = [.. texts.Select((pair, number) => _layout.Assemble(Tokens(pair.First, number), pair.Second is { } second ? Tokens(second, number) : null))];
        TextClass[] classes = new TextClass[texts.Count];
        foreach (int[] batch in Enumerable.Range(0, texts.Count).OrderBy(i => samples[i].Length).Chunk(_options.BatchSize))
        {
            foreach ((int i, float[] probabilities) in batch.Zip(Probabilities([.. batch.Select(i => samples[i])])))
            {
                classes[i] = new TextClass(_options.LabelNames[TensorPrimitives.IndexOfMax(probabilities)], probabilities);
            }
        }

        return classes;
    }

    private int[] Tokens(string text, int number) =>
        _model.Tokenizer.Encode(text).Ids is { Length: > 0 } ids ? ids : throw new ArgumentException($"ClassifyText found no token in text {number}.");

    private float[][] Probabilities(MaskedSample[] samples)
    {
        using (_model.Enter())
        {
            using var scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Tensor logits = _model.Network.Logits(PaddedBatch.Of(samples, _model.Tokenizer.SpecialTokens.PaddingId)).Sequence!; // [rows, classes]
            return [.. logits.softmax(-1).cpu().data<float>().ToArray().Chunk(_options.LabelNames.Count)];
        }
    }
}
