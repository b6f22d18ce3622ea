using System.CommandLine;
using System.Globalization;
using MlNetSeq2Seq.Scaling;
using Spectre.Console;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Prints what the scaling laws say of models and a corpus: by default the numbers of the UniLM source.</summary>
internal static class ScalingLaws
{
    // The two models of the source's README: its tiny configuration and BERT-base with three layers of pooler.
    private static readonly TransformerSize[] s_source = [new(2, 32, 32), new(12, 768, 3072, 3)];

    public static Command Command()
    {
        var layers = new Option<int?>("--layers") { Description = "Layers of a model of your own; the source's two models where it is left out." };
        var hidden = new Option<int>("--hidden") { Description = "Width of the model.", DefaultValueFactory = _ => 768 };
        var intermediate = new Option<int?>("--intermediate") { Description = "Width inside the feed-forward part; four times --hidden where it is left out." };
        var pooler = new Option<int>("--pooler-layers") { Description = "Dense layers after the last layer.", DefaultValueFactory = _ => 0 };
        var tokens = new Option<double>("--tokens") { Description = "Tokens of the corpus.", DefaultValueFactory = _ => 216_830 };
        var steps = new Option<double>("--steps") { Description = "Steps of training with a batch far above the critical one.", DefaultValueFactory = _ => 800 };
        var tolerance = new Option<double>("--tolerance") { Description = "Share by which a corpus may leave the loss above that of an endless one.", DefaultValueFactory = _ => 0.02 };
        var command = new Command("ScalingLaws", "Parameters, loss and data by the laws of Kaplan et al. (arXiv:2001.08361).") { layers, hidden, intermediate, pooler, tokens, steps, tolerance };
        command.SetAction(parsed =>
        {
            int width = parsed.GetValue(hidden);
            TransformerSize[] models = parsed.GetValue(layers) is { } count
                ? [new(count, width, parsed.GetValue(intermediate) ?? 4 * width, parsed.GetValue(pooler))]
                : s_source;
            Print(models, parsed.GetValue(tokens), parsed.GetValue(steps), parsed.GetValue(tolerance));
        });
        return command;
    }

    private static void Print(TransformerSize[] models, double tokens, double steps, double tolerance)
    {
        (DataScalingLaw data, StepScalingLaw step, CriticalBatchLaw batch) = (new(), new(), new());
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("law of arXiv:2001.08361");
        foreach (TransformerSize model in models)
        {
            table.AddColumn(new TableColumn($"L{model.Layers} H{model.Hidden} F{model.Intermediate} P{model.PoolerLayers}").RightAligned());
        }

        Add("N, parameters without embeddings", n => $"{n:n0}");
        Add("4.4  tokens that keep it from overfitting, 5000 N^0.74", n => $"{DataScalingLaw.DataByRule(n):n0}");
        Add($"1.5  tokens for a loss within {tolerance:p0} of an endless corpus", n => $"{data.DataFor(n, tolerance):n0}");
        Add($"1.5  L(N, D) with D = {tokens:n0}", n => $"{data.Loss(n, tokens):f4}");
        Add("1.1  L(N)", n => $"{PowerLaw.Parameters.Loss(n):f4}");
        Add("1.6  the part of L(N, Smin) that no step takes away", n => $"{step.ParameterTerm(n):f4}");
        Add($"1.6  L(N, Smin) with Smin = {steps:n0}", n => $"{step.Loss(n, steps):f4}");
        AnsiConsole.Write(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tokens:n0} tokens keep models of up to {DataScalingLaw.ParametersByRule(tokens):n0} parameters from overfitting (4.4)."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A batch of {tokens:n0} tokens is the critical one at a loss of {batch.LossFor(tokens):f4} (5.3); that is no bound on the loss."));
        Console.WriteLine("Losses are nats a token of the paper's English corpus; for Chinese characters they are an orientation.");

        void Add(string law, Func<double, FormattableString> value) =>
            table.AddRow([law, .. models.Select(model => value(model.NonEmbeddingParameters).ToString(CultureInfo.InvariantCulture))]);
    }
}
