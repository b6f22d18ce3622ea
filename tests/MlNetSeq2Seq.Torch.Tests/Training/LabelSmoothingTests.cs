using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Models;
using MlNetSeq2Seq.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>What becomes of labels that are no tokens; those of tokens are in <see cref="Modules.TokenLossTests"/>.</summary>
public sealed class LabelSmoothingTests
{
    // By hand: (1 - e) · -log p(class) + e · the mean of -log p over the three classes.
    [Fact]
    public void Classes_are_smoothed_where_they_are_all_that_is_learnt()
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = TinyNetworks.New("bert for classes", dropout: 0);
        PaddedBatch batch = TinyNetworks.Batches("bert for classes", 16)[0];
        BatchLogits logits = model.Logits(batch);
        Tensor logs = logits.Sequence!.log_softmax(1); // [rows, classes]

        double loss = model.Loss(batch, logits, new TokenLoss { Smoothing = 0.3 }).ToDouble();

        double expected = batch.SequenceLabels.Select((label, row) => -(0.7 * logs[row, label].ToDouble()) - (0.3 * logs[row].mean().ToDouble())).Average();
        Assert.Equal(expected, loss, 1e-5);
    }

    [Fact]
    public void Classes_beside_tokens_are_not_smoothed()
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = TinyNetworks.New("bert with classes", dropout: 0);
        PaddedBatch batch = TinyNetworks.Batches("bert with classes", 16)[0];
        BatchLogits logits = model.Logits(batch);

        BatchLoss plain = model.Losses(batch, logits, new TokenLoss());
        BatchLoss smoothed = model.Losses(batch, logits, new TokenLoss { Smoothing = 0.3 });

        Assert.Equal(plain.Classes!.ToDouble(), smoothed.Classes!.ToDouble());
        Assert.NotEqual(plain.Tokens.ToDouble(), smoothed.Tokens.ToDouble());
    }

    [Fact]
    public void Places_of_answers_cannot_be_smoothed()
    {
        using Seq2SeqModel model = TinyNetworks.New("bert for answers");

        Assert.Equal(
            "BertModel finds places of answers, whose labels cannot be smoothed: a share would go to padding; leave Smoothing 0. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, new TrainingOptions { Loss = new TokenLoss { Smoothing = 0.1 } })).Message);
    }
}
