using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>A small GPT of plain modules against the MiniGLM reference: what a transformer and its training rely on, at once.</summary>
public class TransformerGoldenTests
{
    [SharedTheory]
    [InlineData("minigpt_nobias")]
    [InlineData("minigpt_bias")]
    public void Logits_loss_and_gradients_are_the_references(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenModel golden = new(name);
        Dictionary<string, Tensor> outputs = golden.Outputs;
        using Gpt model = new(golden.Config, golden.Weights);

        (Tensor hidden, Tensor logits) = model.Run(GoldenModel.Matrix(golden.Inputs.GetProperty("idx")));
        Tensor loss = MaskedLoss(logits, golden.Inputs);
        loss.backward();

        GoldenModel.AssertClose(outputs["hidden_states_after_ln_f"], hidden, 2e-5);
        GoldenModel.AssertClose(outputs["logits"], logits, 2e-5);
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

        double total = golden.Expected.GetProperty("grad_norm_total").GetDouble();
        Assert.Equal(total, nn.utils.clip_grad_norm_(model.parameters(), 1.0), 1e-4 * total);
    }

    [SharedTheory]
    [InlineData("minigpt_nobias")]
    [InlineData("minigpt_bias")]
    public void Losses_fall_as_the_references_do(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenModel golden = new(name);
        JsonElement settings = golden.Expected.GetProperty("adamw");
        using Gpt model = new(golden.Config, golden.Weights);
        using AdamW optimizer = optim.AdamW(
            model.parameters(), settings.GetProperty("lr").GetDouble(), settings.GetProperty("betas")[0].GetDouble(),
            settings.GetProperty("betas")[1].GetDouble(), settings.GetProperty("eps").GetDouble(),
            settings.GetProperty("weight_decay").GetDouble());

        foreach (JsonElement expected in settings.GetProperty("loss_before_step_0_1_2_3_4_5").EnumerateArray())
        {
            optimizer.zero_grad();
            (_, Tensor logits) = model.Run(GoldenModel.Matrix(golden.Inputs.GetProperty("idx")));
            Tensor loss = MaskedLoss(logits, golden.Inputs);
            loss.backward();
            optimizer.step();
            Assert.Equal(1, loss.item<float>() / expected.GetDouble(), 2e-5);
        }
    }

    private static Tensor MaskedLoss(Tensor logits, JsonElement inputs)
    {
        Tensor targets = GoldenModel.Matrix(inputs.GetProperty("targets")).reshape(-1);
        IEnumerable<JsonElement> maskValues = inputs.GetProperty("loss_mask").EnumerateArray().SelectMany(row => row.EnumerateArray());
        Tensor mask = tensor(maskValues.Select(value => value.GetSingle()).ToArray());
        Tensor losses = functional.cross_entropy(logits.reshape(-1, logits.shape[^1]), targets, reduction: Reduction.None);
        return (losses * mask).sum() / mask.sum();
    }

    private sealed class Gpt : Module<Tensor, Tensor>
    {
        private readonly Trunk transformer;

        public Gpt(JsonElement config, Dictionary<string, Tensor> weights) : base("gpt")
        {
            transformer = new Trunk(config);
            RegisterComponents();
            load_state_dict(weights, skip: ["lm_head.weight"]);
        }

        public (Tensor hidden, Tensor logits) Run(Tensor ids)
        {
            Tensor hidden = transformer.forward(ids);
            return (hidden, functional.linear(hidden, transformer.TokenWeights));
        }

        public override Tensor forward(Tensor input) => Run(input).logits;
    }

    private sealed class Trunk : Module<Tensor, Tensor>
    {
        [ComponentName(Name = "wte")]
        private readonly Embedding _tokens;

        [ComponentName(Name = "wpe")]
        private readonly Embedding _positions;

        [ComponentName(Name = "h")]
        private readonly ModuleList<Layer> _layers;

        [ComponentName(Name = "ln_f")]
        private readonly LayerNorm _norm;

        public Trunk(JsonElement config) : base("trunk")
        {
            long Size(string property) => config.GetProperty(property).GetInt64();
            long size = Size("n_embd");
            bool hasBias = config.GetProperty("bias").GetBoolean();
            double eps = config.GetProperty("layer_norm_eps").GetDouble();
            _tokens = Embedding(Size("vocab_size"), size);
            _positions = Embedding(Size("block_size"), size);
            int layerCount = (int)Size("n_layer");
            _layers = ModuleList(Enumerable.Range(0, layerCount).Select(_ => new Layer(size, Size("n_head"), hasBias, eps)).ToArray());
            _norm = LayerNorm(size, eps, bias: hasBias);
            RegisterComponents();
        }

        public Parameter TokenWeights => _tokens.weight!;

        public override Tensor forward(Tensor input)
        {
            Tensor x = _tokens.forward(input) + _positions.forward(arange(input.shape[1]));
            foreach (Layer layer in _layers)
            {
                x = layer.forward(x);
            }

            return _norm.forward(x);
        }
    }

    private sealed class Layer : Module<Tensor, Tensor>
    {
        private readonly LayerNorm ln_1;
        private readonly Attention attn;
        private readonly LayerNorm ln_2;
        private readonly FeedForward mlp;

        public Layer(long size, long heads, bool hasBias, double eps) : base("layer")
        {
            ln_1 = LayerNorm(size, eps, bias: hasBias);
            attn = new Attention(size, heads, hasBias);
            ln_2 = LayerNorm(size, eps, bias: hasBias);
            mlp = new FeedForward(size, hasBias);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            Tensor x = input + attn.forward(ln_1.forward(input));
            return x + mlp.forward(ln_2.forward(x));
        }
    }

    private sealed class Attention : Module<Tensor, Tensor>
    {
        private readonly Linear c_attn;
        private readonly Linear c_proj;
        private readonly long _heads;

        public Attention(long size, long heads, bool hasBias) : base("attention")
        {
            _heads = heads;
            c_attn = Linear(size, 3 * size, hasBias);
            c_proj = Linear(size, size, hasBias);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            long[] shape = input.shape;
            Tensor[] parts = c_attn.forward(input).chunk(3, dim: 2);
            Tensor Split(Tensor part) => part.view(shape[0], shape[1], _heads, shape[2] / _heads).transpose(1, 2);
            Tensor mixed = functional.scaled_dot_product_attention(Split(parts[0]), Split(parts[1]), Split(parts[2]), is_casual: true);
            return c_proj.forward(mixed.transpose(1, 2).reshape(shape));
        }
    }

    private sealed class FeedForward : Module<Tensor, Tensor>
    {
        private readonly Linear c_fc;
        private readonly Linear c_proj;

        public FeedForward(long size, bool hasBias) : base("feed forward")
        {
            c_fc = Linear(size, 4 * size, hasBias);
            c_proj = Linear(4 * size, size, hasBias);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => c_proj.forward(functional.gelu(c_fc.forward(input)));
    }
}
