using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Packages.Tests.TorchSharp;

/// <summary>Language models of an embedding, an LSTM and a linear layer, and a packed bidirectional LSTM, against torch.nn.LSTM.</summary>
public class LstmGoldenTests
{
    [SharedTheory]
    [InlineData("lstm_lm")]
    [InlineData("lstm_lm_tied")]
    public void Outputs_states_and_gradients_are_the_references(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenModel golden = new(name);
        Dictionary<string, Tensor> outputs = golden.Outputs;
        using Model model = new(golden.Config, golden.Weights);

        (Tensor hidden, Tensor logits, Tensor h, Tensor c) = model.Run(GoldenModel.Matrix(golden.Inputs.GetProperty("idx")));
        Tensor loss = Loss(logits, golden.Inputs);
        loss.backward();

        GoldenModel.AssertClose(outputs["hidden_states"], hidden, 2e-5);
        GoldenModel.AssertClose(outputs["logits"], logits, 2e-5);
        GoldenModel.AssertClose(outputs["h_n"], h, 2e-5);
        GoldenModel.AssertClose(outputs["c_n"], c, 2e-5);
        Assert.Equal(golden.Expected.GetProperty("loss").GetDouble(), loss.item<float>(), 1e-5);
        foreach (JsonProperty norm in golden.Expected.GetProperty("grad_norms").EnumerateObject())
        {
            double expected = norm.Value.GetDouble();
            Assert.Equal(expected, model.get_parameter(norm.Name)!.grad!.norm().item<float>(), 1e-5 + 1e-4 * expected);
        }

        foreach (JsonElement parameter in golden.Expected.GetProperty("full_gradients_of").EnumerateArray())
        {
            Tensor gradient = model.get_parameter(parameter.GetString()!)!.grad!;
            GoldenModel.AssertClose(outputs[$"grad.{parameter.GetString()}"], gradient, 1e-5, 1e-4);
        }
    }

    [SharedTheory]
    [InlineData("lstm_lm")]
    [InlineData("lstm_lm_tied")]
    public void A_given_state_is_where_the_run_begins(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenModel golden = new(name);
        Dictionary<string, Tensor> outputs = golden.Outputs;
        using Model model = new(golden.Config, golden.Weights);

        (Tensor hidden, _, _, Tensor c) = model.Run(
            GoldenModel.Matrix(golden.Inputs.GetProperty("idx")), (outputs["initial_h0"], outputs["initial_c0"]));

        GoldenModel.AssertClose(outputs["with_initial_state.hidden_states"], hidden, 2e-5);
        GoldenModel.AssertClose(outputs["with_initial_state.c_n"], c, 2e-5);
    }

    [SharedTheory]
    [InlineData("lstm_lm")]
    [InlineData("lstm_lm_tied")]
    public void Losses_fall_as_the_references_do(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenModel golden = new(name);
        JsonElement settings = golden.Expected.GetProperty("adamw");
        using Model model = new(golden.Config, golden.Weights);
        using AdamW optimizer = optim.AdamW(
            model.parameters(), settings.GetProperty("lr").GetDouble(), settings.GetProperty("betas")[0].GetDouble(),
            settings.GetProperty("betas")[1].GetDouble(), settings.GetProperty("eps").GetDouble(),
            settings.GetProperty("weight_decay").GetDouble());

        foreach (JsonElement expected in settings.GetProperty("loss_before_step_0_1_2_3_4_5").EnumerateArray())
        {
            optimizer.zero_grad();
            (_, Tensor logits, _, _) = model.Run(GoldenModel.Matrix(golden.Inputs.GetProperty("idx")));
            Tensor loss = Loss(logits, golden.Inputs);
            loss.backward();
            optimizer.step();
            Assert.Equal(1, loss.item<float>() / expected.GetDouble(), 2e-5);
        }
    }

    [SharedFact]
    public void A_packed_run_backwards_begins_at_the_last_element()
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenModel golden = new("bilstm_packed");
        Dictionary<string, Tensor> outputs = golden.Outputs;
        using LSTM lstm = LSTM(
            golden.Config.GetProperty("input_size").GetInt64(), golden.Config.GetProperty("hidden_size").GetInt64(), batchFirst: true,
            bidirectional: true);
        lstm.load_state_dict(golden.Weights);

        PackedSequence packed = pack_padded_sequence(outputs["input"], outputs["lengths"], batch_first: true, enforce_sorted: false);
        (PackedSequence output, Tensor h, Tensor c) = lstm.call(packed);
        (Tensor padded, Tensor lengths) = pad_packed_sequence(output, batch_first: true);

        GoldenModel.AssertClose(outputs["output"], padded, 2e-5);
        GoldenModel.AssertClose(outputs["h_n"], h, 2e-5);
        GoldenModel.AssertClose(outputs["c_n"], c, 2e-5);
        GoldenModel.AssertClose(outputs["lengths"], lengths, 0);
    }

    private static Tensor Loss(Tensor logits, JsonElement inputs)
    {
        Tensor targets = GoldenModel.Matrix(inputs.GetProperty("targets"));
        return functional.cross_entropy(logits.reshape(-1, logits.shape[^1]), targets.reshape(-1));
    }

    private sealed class Model : Module<Tensor, Tensor>
    {
        private readonly Embedding embedding;
        private readonly LSTM lstm;
        private readonly Linear? proj;

        public Model(JsonElement config, Dictionary<string, Tensor> weights) : base("model")
        {
            long Size(string property) => config.GetProperty(property).GetInt64();
            embedding = Embedding(Size("vocab_size"), Size("embedding_size"));
            lstm = LSTM(Size("embedding_size"), Size("hidden_size"), Size("num_layers"), batchFirst: true);
            bool isTied = config.GetProperty("tied").GetBoolean();
            proj = isTied ? null : Linear(Size("hidden_size"), Size("vocab_size"));
            RegisterComponents();
            load_state_dict(weights, skip: isTied ? ["proj.weight"] : null);
        }

        public (Tensor hidden, Tensor logits, Tensor h, Tensor c) Run(Tensor ids, (Tensor, Tensor)? state = null)
        {
            (Tensor hidden, Tensor h, Tensor c) = lstm.call(embedding.forward(ids), state);
            return (hidden, proj?.forward(hidden) ?? functional.linear(hidden, embedding.weight!), h, c);
        }

        public override Tensor forward(Tensor input) => Run(input).logits;
    }
}
