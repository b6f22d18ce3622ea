using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Models;
using MlNetSeq2Seq.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class RDropTests
{
    // By hand: scores (1, 0, …, 0) + c and 0 + c give p = softmax; the symmetric divergence is sum (p - q)(log p - log q).
    [Fact]
    public void RDrop_adds_a_quarter_of_the_weighted_divergence_of_two_passes()
    {
        using var scope = NewDisposeScope();
        using TinyModel model = TinyTraining.Model();
        PaddedBatch batch = TinyTraining.Batch(new KeyedRandom(1, 1));
        double[] first = [Math.E, .. Enumerable.Repeat(1.0, TinyModel.Vocabulary - 1)];
        int pass = 0;
        model.Scored = scores => zeros_like(scores).index_fill(1, tensor((long[])[0]), ++pass % 2);

        double plain = (model.Loss(batch, new TokenLoss()).ToDouble() + model.Loss(batch, new TokenLoss()).ToDouble()) / 2;
        double both = RDrop.Losses(model, batch, new TokenLoss(), weight: 8).Sum(StepShare.Whole).ToDouble();

        double[] p = [.. first.Select(v => v / first.Sum())];
        double divergence = p.Sum(v => (v - (1.0 / p.Length)) * (Math.Log(v) + Math.Log(p.Length)));
        Assert.Equal(plain + (8 * divergence / 4), both, 1e-5);
    }

    [Theory]
    [InlineData("bert for classes")]
    [InlineData("bert with classes")]
    [InlineData("bert for answers")]
    public void Classes_and_answers_drift_apart_by_dropout_and_are_drawn_together(string network)
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = TinyNetworks.New(network, dropout: 0.3);
        PaddedBatch batch = TinyNetworks.Batches(network, 16)[0];

        BatchLoss plain = Losses(model, batch, weight: 0);
        BatchLoss drawn = Losses(model, batch, weight: 1000); // new heads differ by little

        Assert.Equal(batch.LabelIds.Length > 0, (double)drawn.Tokens.ToSingle() > plain.Tokens.ToSingle() + 1e-4);
        Assert.Equal(batch.SequenceLabels[0] >= 0, drawn.Classes is { } classes && classes.ToSingle() > plain.Classes!.ToSingle() + 1e-4);
        drawn.Sum(StepShare.Whole).backward();
        Assert.All(model.parameters().Where(p => p.grad is not null), p => Assert.True(p.grad!.isfinite().all().ToBoolean()));
    }

    [Fact]
    public void Labels_without_weight_drift_unseen()
    {
        using var scope = NewDisposeScope();
        using TinyModel model = TinyTraining.Model(dropout: 0.5);
        CausalSample sample = new([1, 2, 3], [2, 3, 4]);
        PaddedBatch weighed = PaddedBatch.Of([sample with { LabelWeights = [1, 0, 0] }], paddingId: 0);
        PaddedBatch alone = PaddedBatch.Of([sample with { Labels = [2, Labels.Ignore, Labels.Ignore] }], paddingId: 0);

        Assert.Equal(Losses(model, alone, weight: 4).Tokens.ToSingle(), Losses(model, weighed, weight: 4).Tokens.ToSingle(), 1e-5f);
    }

    // The same dropout for all that is compared.
    private static BatchLoss Losses(Seq2SeqModel model, PaddedBatch batch, double weight)
    {
        manual_seed(3);
        return RDrop.Losses(model, batch, new TokenLoss(), weight);
    }
}
