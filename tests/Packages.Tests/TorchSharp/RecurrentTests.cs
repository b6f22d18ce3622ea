using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>
/// Recurrent layers and cells; expected numbers by PyTorch 1.13, every parameter p being ramp(*p.shape) of <see cref="ModuleNumbers"/>.
/// </summary>
public class RecurrentTests
{
    // output, (h, c) = torch.nn.LSTM(2, 2, batch_first=True)(ramp(1, 3, 2))
    [Fact]
    public void An_lstm_gives_outputs_and_last_states()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTM lstm = WithRamps(LSTM(2, 2, batchFirst: true));

        (Tensor output, Tensor h, Tensor c) = lstm.call(Ramp(1, 3, 2));

        AssertEqual([1, 3, 2], [
            0.08175869f, 0.02632377f, 0.03134445f, 0.07879046f, 0.01235474f, 0.1053617f], output);
        AssertEqual([1, 1, 2], [0.01235474f, 0.1053617f], h);
        AssertEqual([1, 1, 2], [0.1652883f, 0.3157335f], c);
    }

    [Fact]
    public void An_lstm_continued_from_its_state_is_the_whole_run()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTM lstm = WithRamps(LSTM(2, 2, numLayers: 2));
        Tensor input = Ramp(3, 4, 2);

        (Tensor whole, Tensor h, _) = lstm.call(input);
        (_, Tensor h1, Tensor c1) = lstm.call(input[..2]);
        (Tensor rest, Tensor h2, _) = lstm.call(input[2..], (h1, c1));

        Assert.Equal(Values(whole[2..]), Values(rest));
        Assert.Equal(Values(h), Values(h2));
    }

    [Fact]
    public void Parameters_come_layer_by_layer_and_direction_by_direction()
    {
        using LSTM lstm = LSTM(3, 2, numLayers: 2, bidirectional: true);
        using GRU unbiased = GRU(3, 2, bias: false);

        Assert.Equal(
            [
                "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
                "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse",
                "weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1",
                "weight_ih_l1_reverse", "weight_hh_l1_reverse", "bias_ih_l1_reverse", "bias_hh_l1_reverse",
            ],
            lstm.named_parameters().Select(item => item.name));
        Assert.Equal([8L, 4L], lstm.get_parameter("weight_ih_l1")!.shape);
        Assert.Equal(["weight_ih_l0", "weight_hh_l0"], unbiased.named_parameters().Select(item => item.name));
        Assert.Equal([6L, 3L], unbiased.get_parameter("weight_ih_l0")!.shape);
    }

    [Fact]
    public void Gradients_reach_every_parameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTM lstm = LSTM(2, 3, bidirectional: true);

        lstm.call(Ramp(4, 1, 2)).Item1.square().sum().backward();

        Assert.All(lstm.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void Converted_parameters_are_the_ones_that_are_used()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTM lstm = LSTM(2, 3).to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, lstm.call(Ramp(4, 1, 2).to(ScalarType.Float64)).Item1.dtype);
    }

    // output, h = torch.nn.GRU(2, 2, batch_first=True)(ramp(1, 3, 2))
    [Fact]
    public void A_gru_gives_outputs_and_the_last_state()
    {
        using DisposeScope scope = NewDisposeScope();
        using GRU gru = WithRamps(GRU(2, 2, batchFirst: true));

        (Tensor output, Tensor h) = gru.call(Ramp(1, 3, 2));

        AssertEqual([1, 3, 2], [
            0.4684538f, -0.02911463f, 0.5091385f, 0.3814525f, 0.5276864f, 0.8504173f], output);
        AssertEqual([1, 1, 2], [0.5276864f, 0.8504173f], h);
    }

    // torch.nn.LSTMCell(2, 2)(ramp(1, 2), (ramp(1, 2), -ramp(1, 2))); TorchSharp 0.106.0 refuses a first step without states.
    [Fact]
    public void An_lstm_cell_takes_one_step()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTMCell cell = WithRamps(LSTMCell(2, 2));

        (Tensor h, Tensor c) = cell.call(Ramp(1, 2), (Ramp(1, 2), -Ramp(1, 2)));
        AssertEqual([1, 2], [0.2870028f, 0.07110213f], h);
        AssertEqual([1, 2], [0.5730777f, 0.4000078f], c);
    }

    // torch.nn.GRUCell(2, 2)(ramp(1, 2))
    [Fact]
    public void A_gru_cell_takes_one_step()
    {
        using DisposeScope scope = NewDisposeScope();
        using GRUCell cell = WithRamps(GRUCell(2, 2));

        AssertEqual([1, 2], [0.4684538f, -0.02911463f], cell.forward(Ramp(1, 2)));
        Assert.Equal([6L], cell.bias_hh!.shape);
    }

    [Fact]
    public void New_weights_lie_within_the_inverse_root_of_the_hidden_size()
    {
        using LSTM lstm = LSTM(5, 16);

        Assert.All(lstm.parameters(), parameter => Assert.InRange(Values(parameter).Max(Math.Abs), 0.125f, 0.25f));
    }

    private static T WithRamps<T>(T module) where T : Module
    {
        module.load_state_dict(module.named_parameters().ToDictionary(item => item.name, item => Ramp(item.parameter.shape)));
        return module;
    }
}
