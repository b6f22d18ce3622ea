using MlNetSeq2Seq.Inference;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Inference;

public sealed class DevicesTests
{
    private const string Unknown = "wanted is cpu, mps, cuda, or cuda: and the number of a graphics card, such as cuda:1";

    [Theory]
    [InlineData("cpu", 0)]
    [InlineData("CPU", 0)]
    [InlineData("cuda", 1)]
    [InlineData("cuda:0", 1)]
    [InlineData("cuda:1", 2)]
    public void Devices_that_are_there_are_taken(string name, int cards) => Assert.Null(Devices.Problem(name, cards, () => false));

    [Fact]
    public void Apples_cards_are_taken_where_there_is_one() => Assert.Null(Devices.Problem("mps", cards: 0, () => true));

    [Theory]
    [InlineData("gpu", 2, Unknown)]
    [InlineData("", 2, Unknown)]
    [InlineData(null, 2, Unknown)]
    [InlineData("cuda:x", 2, Unknown)]
    [InlineData("cuda:-1", 2, Unknown)]
    [InlineData("cpu:1", 2, Unknown)]
    [InlineData("cuda:2", 2, "this machine's graphics cards are cuda:0, cuda:1")]
    [InlineData("cuda:99999999999", 1, "this machine's graphics cards are cuda:0")]
    [InlineData("cuda:0", 0, "libtorch finds no graphics card for CUDA here; a card, its driver, or the package TorchSharp-cuda-linux or TorchSharp-cuda-windows is missing")]
    [InlineData("mps", 0, "it is for Apple's graphics cards, and libtorch finds none here")]
    public void Others_are_refused_with_what_is_wrong(string? name, int cards, string problem) => Assert.Equal(problem, Devices.Problem(name, cards, () => false));

    [Fact]
    public void Who_wants_it_is_told() => Assert.Equal(
        $"Seq2SeqTrainer cannot compute on the device 'gpu': {Unknown}.",
        Assert.Throws<ArgumentException>(() => Devices.Find("gpu", "Seq2SeqTrainer")).Message);

    [Fact]
    public void The_second_card_is_the_one_with_the_number_1() => Assert.Equal(1, new torch.Device("cuda:1").index);
}
