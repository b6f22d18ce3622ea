using MlNetSeq2Seq.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>
/// Six steps against numbers computed in float64 by numpy, written from the algorithms of the articles (Lion 2302.06675 algorithm 2, LAMB
/// 1904.00962 algorithm 2, Adafactor 1804.04235 algorithms 4 and 5 with sums and a mean of updates, SGD with decoupled decay), and by
/// torch.optim.AdamW of torch 1.13.1: a scalar, a vector without a gradient in the second and third step, a matrix, and a tensor of three dimensions.
/// </summary>
public sealed class OptimizerReferenceTests
{
    private const int Steps = 6;
    private const double LearningRate = 0.05;
    private const double Decay = 0.1;

    private static readonly long[][] s_shapes = [[], [3], [2, 3], [2, 2, 3]];

    public static TheoryData<WeightOptimizerOptions, double[][]> References => new()
    {
        {
            new LionOptions { WeightDecay = Decay, NoDecay = [] },
            [
                [0.4255296],
                [-0.6063911, -1.1501892, -0.7752641],
                [-0.8628891, -0.6066523, 0.1836715, 0.8107323, 1.0218321, 0.2385930],
                [-0.4370054, 0.2797514, 0.8600338, 0.7895199, 0.1460432, -0.6829407, -0.9708246, -0.6225903, 0.2947627, 0.9655076, 0.9793263, 0.2287388],
            ]
        },
        {
            new LambOptions { WeightDecay = Decay, NoDecay = [] },
            [
                [0.4389794],
                [-0.5919861, -1.1511237, -0.7905115],
                [-0.8407631, -0.5763286, 0.1706343, 0.8299965, 0.8905443, 0.2474103],
                [-0.4945868, 0.2589990, 0.8473289, 0.7518269, 0.1238057, -0.6534252, -0.9828978, -0.5897195, 0.2892889, 0.9267988, 0.9206818, 0.2478614],
            ]
        },
        {
            new AdafactorOptions { Beta1 = 0.9, WeightDecay = Decay, NoDecay = [] },
            [
                [0.5231568],
                [-0.4326523, -0.9901062, -0.7785639],
                [-0.9551855, -0.6947792, 0.0913276, 0.8320721, 0.9241582, 0.3209868],
                [-0.6204535, 0.1905382, 0.8637788, 0.8844539, 0.2335854, -0.5993448, -0.9843984, -0.6209880, 0.2225123, 0.8871224, 0.8952762, 0.2286239],
            ]
        },
        {
            new SgdOptions { Momentum = 0.9, WeightDecay = Decay, NoDecay = [] },
            [
                [0.3633642],
                [-0.6419908, -1.3264941, -0.9329639],
                [-0.8235274, -0.3474843, 0.4925134, 0.8393487, 0.7401843, -0.1690973],
                [-0.4640689, 0.3721896, 0.7873777, 0.7550262, -0.1128977, -1.0058658, -1.0067355, -0.4528727, 0.6946736, 1.0360249, 1.0666695, 0.1471720],
            ]
        },
        {
            new AdamWOptions { WeightDecay = Decay, NoDecay = [] },
            [
                [0.4127123],
                [-0.5663289, -1.1245596, -0.7702419],
                [-0.8261194, -0.5746846, 0.1825169, 0.8526720, 0.9012981, 0.1990054],
                [-0.5161006, 0.2584622, 0.8722896, 0.7540001, 0.1127718, -0.6842215, -1.0167639, -0.6039281, 0.3346902, 0.9841733, 0.9567604, 0.2393621],
            ]
        },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void Six_steps_are_those_of_the_article(WeightOptimizerOptions options, double[][] expected)
    {
        using var scope = NewDisposeScope();
        Parameter[] weights = [.. s_shapes.Select((shape, k) => new Parameter(Values(shape, i => Math.Cos(1 + k + (0.9 * i)))))];
        using WeightOptimizer optimizer = options.Create(weights.Select((weight, k) => ($"weight{k}", weight)));
        for (int step = 1; step <= Steps; step++)
        {
            for (int k = 0; k < weights.Length; k++)
            {
                bool hasNone = k == 1 && step is 2 or 3;
                weights[k].grad = hasNone ? null : Values(s_shapes[k], i => Math.Sin((1.3 * step) + (0.7 * i) + k) * (1 + (i % 3)));
            }

            optimizer.Step(LearningRate);
        }

        Assert.All(weights.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.detach().data<float>().ToArray().Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5));
    }

    private static Tensor Values(long[] shape, Func<int, double> value) =>
        tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(i => (float)value(i))], shape);
}
