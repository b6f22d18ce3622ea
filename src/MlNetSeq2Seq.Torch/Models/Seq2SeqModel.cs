using MlNetSeq2Seq.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// What the trainer and the generation transformer know of a model: a loss of a batch, and a decoder session over sources.
/// </summary>
public abstract class Seq2SeqModel : nn.Module
{
    /// <summary>Makes a model.</summary>
    /// <param name="name">The name of the module.</param>
    protected Seq2SeqModel(string name)
        : base(name)
    {
    }

    /// <summary>In which type matrix products are computed.</summary>
    public ComputePrecision Precision { get; } = new();

    /// <summary>The number of tokens that the model can score.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>The longest sequence, in tokens.</summary>
    public abstract int MaximumLength { get; }
}
