using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Unilm;

public sealed class UnilmModelTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 4)]
    public void Writes_with_the_positions_and_the_output_layer_of_sequence_to_sequence(bool hasPositions, int outputs)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = New(hasPositions, outputs);
        model.eval();
        int[] source = [2, 11, 12, 3];
        int mask = Continuation.Options.SpecialTokens.MaskId;
        SegmentIds segments = SegmentIds.Unilm(AttentionKind.SequenceToSequence);
        var asked = new PrefixSample(
            [.. source, mask],
            [.. source.Select(_ => segments.Source), segments.Target],
            [.. source.Select(_ => Labels.Ignore), 0],
            new AttentionShape(AttentionKind.SequenceToSequence, source.Length + 1, source.Length));
        using IDecoderSession session = model.Start(
            [new PrefixSample(source, [.. source.Select(_ => segments.Source)], [.. source.Select(_ => Labels.Ignore)], asked.Attention with { Length = source.Length })],
            Continuation.Options);
        float[] logits = new float[model.VocabularySize];

        session.Step([], logits);

        TensorAssert.Close(model.Logits(PaddedBatch.Of([asked], 0)).Tokens, tensor(logits).unsqueeze(0), 2e-5);
    }

    [Fact]
    public void Scores_a_text_otherwise_under_each_kind_of_attention()
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = New(hasPositions: true, outputs: 4);
        model.eval();

        // One token sees itself alone, whatever the kind: only positions and output layer can differ.
        Tensor[] scores = [.. Enum.GetValues<AttentionKind>().Select(kind => model.Logits(
            PaddedBatch.Of([new PrefixSample([7], [0], [7], new AttentionShape(kind, 1, 1))], 0)).Tokens)];

        Assert.All(scores.Skip(1), other => Assert.False(other.allclose(scores[0])));
        Assert.Equal(4, scores.Length);
    }

    [Fact]
    public void Refuses_a_number_of_output_layers_that_no_pre_training_has()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => New(hasPositions: false, outputs: 3));

        Assert.Equal("UnilmConfig has relax_projection 3; it must be 4, or 0 or 1 for none.", error.Message);
    }

    private static UnilmModel New(bool hasPositions, int outputs) => new(new UnilmConfig
    {
        VocabularySize = Overfitting.VocabularySize,
        HiddenSize = 32,
        LayerCount = 2,
        HeadCount = 2,
        IntermediateSize = 64,
        MaximumLength = 16,
        HasPositionsByAttention = hasPositions,
        OutputsByAttention = outputs,
        InitializerRange = 0.2,
    });
}
