using System.Globalization;
using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Optimizers over the gradients of shared/golden/data/numbers/optimisers.json, against PyTorch's.</summary>
public class AdamWGoldenTests
{
    [SharedFact]
    public void AdamW_with_its_usual_settings() => AssertRun(
        "torch.optim.AdamW lr 1e-2 wd .01 eps 1e-6", parameters => optim.AdamW(parameters, lr: 1e-2, eps: 1e-6, weight_decay: 0.01));

    [SharedFact]
    public void AdamW_with_a_shorter_memory_and_more_decay() => AssertRun(
        "torch.optim.AdamW lr 1e-3 betas .9 .95 wd .1 eps 1e-8", parameters => optim.AdamW(parameters, beta2: 0.95, weight_decay: 0.1));

    [SharedFact]
    public void Adam_without_decay() => AssertRun(
        "torch.optim.Adam lr 1e-2 eps 1e-8 (no decay)", parameters => optim.Adam(parameters, lr: 1e-2));

    [SharedFact]
    public void Sgd_with_momentum() => AssertRun(
        "torch.optim.SGD lr .1 momentum .9", parameters => optim.SGD(parameters, 0.1, momentum: 0.9));

    [SharedFact]
    public void Clipping_scales_both_gradients_by_their_common_norm()
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement golden = ReadGolden();
        JsonProperty clipped = golden.EnumerateObject().Single(entry => entry.Name.StartsWith("clip_grad_norm_1.0_at_gradient_index_"));
        int index = int.Parse(clipped.Name[(clipped.Name.LastIndexOf('_') + 1)..], CultureInfo.InvariantCulture);
        using Parameter matrix = nn.Parameter(Read(golden.GetProperty("matrix_start")));
        using Parameter vector = nn.Parameter(Read(golden.GetProperty("vector_start")));
        matrix.grad = Read(golden.GetProperty("gradients_matrix")[index]);
        vector.grad = Read(golden.GetProperty("gradients_vector")[index]);

        double before = nn.utils.clip_grad_norm_([matrix, vector], 1.0);

        Assert.Equal(1, before / clipped.Value.GetProperty("norm_before").GetDouble(), 1e-6);
        GoldenModel.AssertClose(Read(clipped.Value.GetProperty("matrix_gradient_after")), matrix.grad!, 1e-6);
        GoldenModel.AssertClose(Read(clipped.Value.GetProperty("vector_gradient_after")), vector.grad!, 1e-6);
    }

    private static void AssertRun(string name, Func<IEnumerable<Parameter>, optim.Optimizer> create)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement golden = ReadGolden();
        using Parameter matrix = nn.Parameter(Read(golden.GetProperty("matrix_start")));
        using Parameter vector = nn.Parameter(Read(golden.GetProperty("vector_start")));
        using optim.Optimizer optimizer = create([matrix, vector]);
        Queue<int> reported = new(golden.GetProperty("reported_after_steps").EnumerateArray().Select(step => step.GetInt32()));
        Queue<JsonElement> results = new(golden.GetProperty("results").GetProperty(name).EnumerateArray());

        for (int step = 1; reported.Count > 0; step++)
        {
            matrix.grad = Read(golden.GetProperty("gradients_matrix")[step - 1]);
            vector.grad = Read(golden.GetProperty("gradients_vector")[step - 1]);
            optimizer.step();
            if (step == reported.Peek())
            {
                reported.Dequeue();
                JsonElement expected = results.Dequeue();
                GoldenModel.AssertClose(Read(expected.GetProperty("matrix")), matrix, 1e-6, 1e-6);
                GoldenModel.AssertClose(Read(expected.GetProperty("vector")), vector, 1e-6, 1e-6);
            }
        }

        Assert.Empty(results);
    }

    private static JsonElement ReadGolden() =>
        JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("golden/data/numbers/optimisers.json"))).RootElement;

    private static Tensor Read(JsonElement list) => list[0].ValueKind == JsonValueKind.Array
        ? stack(list.EnumerateArray().Select(Read))
        : tensor(list.EnumerateArray().Select(value => value.GetSingle()).ToArray());
}
