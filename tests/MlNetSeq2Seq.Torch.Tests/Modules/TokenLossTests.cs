using MlNetSeq2Seq.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Modules;

public sealed class TokenLossTests
{
    // Two labels over four tokens: the probabilities of the rows, and what is wanted in them.
    private static readonly double[][] s_probabilities = [[0.1, 0.2, 0.3, 0.4], [0.7, 0.1, 0.1, 0.1]];
    private static readonly long[] s_labels = [2, 0];

    [Fact]
    public void Without_smoothing_it_is_minus_the_logarithm_of_the_labels_probability() =>
        Close([-Math.Log(0.3), -Math.Log(0.7)], new TokenLoss());

    [Fact]
    public void The_usual_smoothing_gives_every_token_the_same_part_of_the_share()
    {
        double[] expected = [.. s_probabilities.Select((row, i) => -(0.8 * Math.Log(row[s_labels[i]])) - (0.2 * row.Average(Math.Log)))];

        Close(expected, new TokenLoss { Smoothing = 0.2 });
    }

    [Fact]
    public void UniLM_s_smoothing_is_a_divergence_that_leaves_token_0_out()
    {
        double atTwo = (0.8 * Math.Log(0.8 / 0.3)) + (0.1 * Math.Log(0.1 / 0.2)) + (0.1 * Math.Log(0.1 / 0.4));

        Close([atTwo, 0], new TokenLoss { Smoothing = 0.2, Form = LabelSmoothingForm.Unilm });
    }

    [Fact]
    public void Labels_weigh_as_much_as_is_said()
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor labels) = Rows();

        Assert.Equal((-Math.Log(0.3) - (3 * Math.Log(0.7))) / (4 + 1e-5), new TokenLoss().Mean(logits, labels, tensor((float[])[1, 3])).ToDouble(), 1e-6);
        Assert.Equal((-Math.Log(0.3) - Math.Log(0.7)) / (2 + 1e-5), new TokenLoss().Mean(logits, labels).ToDouble(), 1e-6);
        Assert.Equal(0, new TokenLoss().Mean(logits, labels, zeros(2)).ToDouble());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_out_of_range_is_refused(double smoothing)
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor labels) = Rows();

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new TokenLoss { Smoothing = smoothing }.PerLabel(logits, labels));

        Assert.Equal($"TokenLoss has a smoothing of {smoothing}; it must be at least 0 and below 1.", thrown.Message);
    }

    private static (Tensor Logits, Tensor Labels) Rows() =>
        (tensor((float[])[.. s_probabilities.SelectMany(row => row).Select(p => (float)Math.Log(p))], [2, 4]), tensor(s_labels));

    private static void Close(double[] expected, TokenLoss loss)
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor labels) = Rows();
        float[] found = [.. loss.PerLabel(logits, labels).data<float>()];
        Assert.Equal(expected.Length, found.Length);
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }
}
