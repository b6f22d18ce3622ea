using System.Text.Json;
using MlNetSeq2Seq.Scaling;

namespace MlNetSeq2Seq.Tests.Scaling;

/// <summary>The laws against the numbers of golden/data/numbers/scaling_laws.json.</summary>
public sealed class ScalingLawsGoldenTests
{
    private static readonly DataScalingLaw Data = new();
    private static readonly StepScalingLaw Steps = new();
    private static readonly CriticalBatchLaw Batch = new();

    [SharedFact]
    public void Parameters_and_what_follows_from_them() => AssertAll("non_embedding_parameters", row =>
    {
        TransformerSize size = new(row.Integer("layers"), row.Integer("hidden"), row.Integer("ffn"), row.Integer("pooler_layers"));
        long parameters = size.NonEmbeddingParameters;
        Assert.Equal(row.GetProperty("N").GetInt64(), parameters);
        AssertClose(row.Number("min_data_5000_N_0.74"), DataScalingLaw.DataByRule(parameters));
        AssertClose(row.Number("min_data_delta_0.02"), Data.DataFor(parameters));
        AssertClose(row.Number("loss_N_Smin_first_term"), Steps.ParameterTerm(parameters));
    });

    [SharedFact]
    public void Loss_of_model_and_corpus() => AssertAll("loss_N_D", row =>
    {
        AssertClose(row.Number("loss"), Data.Loss(row.Number("N"), row.Number("D")));
        AssertClose(row.Number("term_N"), Data.ParameterTerm(row.Number("N")));
        AssertClose(row.Number("term_D"), Data.DataTerm(row.Number("D")));
    });

    [SharedFact]
    public void Loss_of_model_and_steps() =>
        AssertAll("loss_N_Smin", row => AssertClose(row.Number("loss"), Steps.Loss(row.Number("N"), row.Number("Smin"))));

    [SharedFact]
    public void Critical_batch_and_its_inverse()
    {
        AssertAll("critical_batch", row => AssertClose(row.Number("B_crit"), Batch.BatchAt(row.Number("loss"))));
        AssertAll("loss_for_critical_batch", row => AssertClose(row.Number("loss"), Batch.LossFor(row.Number("B"))));
    }

    [SharedFact]
    public void Largest_model_of_a_corpus() =>
        AssertAll("max_N_for_D_5000_N_0.74", row => AssertClose(row.Number("N"), DataScalingLaw.ParametersByRule(row.Number("D"))));

    private static void AssertAll(string list, Action<JsonElement> check)
    {
        JsonElement[] rows = [.. Golden.Json("data/numbers/scaling_laws.json").GetProperty(list).EnumerateArray()];
        Assert.NotEmpty(rows);
        Assert.All(rows, check);
    }

    // Float64 against float64.
    private static void AssertClose(double expected, double actual) => Assert.InRange(actual, expected * (1 - 1e-9), expected * (1 + 1e-9));
}

file static class Rows
{
    internal static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    internal static int Integer(this JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
