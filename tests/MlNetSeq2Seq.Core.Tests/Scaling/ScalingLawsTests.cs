using MlNetSeq2Seq.Scaling;

namespace MlNetSeq2Seq.Tests.Scaling;

/// <summary>The numbers that the README of the UniLM source prints, and what must hold between the laws.</summary>
public sealed class ScalingLawsTests
{
    private const double SourceTokens = 216_830;

    [Fact]
    public void Counts_the_parameters_of_the_source_s_models()
    {
        Assert.Equal(12_928, new TransformerSize(2, 32, 32).NonEmbeddingParameters);
        Assert.Equal(86_826_240, new TransformerSize(12, 768, 3072, 3).NonEmbeddingParameters);

        // A layer of BERT-base, counted in its weights.
        Assert.Equal(7_087_872, new TransformerSize(1, 768, 3072).NonEmbeddingParameters);
    }

    [Fact]
    public void Gives_the_losses_that_the_source_prints()
    {
        Assert.Equal(6.6489, new DataScalingLaw().Loss(12_928, SourceTokens), 4);
        Assert.Equal(5.5848, new StepScalingLaw().ParameterTerm(12_928), 4);
        Assert.Equal(4.1940, new CriticalBatchLaw().LossFor(SourceTokens), 4);
        Assert.Equal(5.588616, PowerLaw.Parameters.Loss(12_928), 6);
    }

    [Fact]
    public void Inverses_lead_back()
    {
        CriticalBatchLaw batch = new();
        Assert.Equal(3.7, batch.LossFor(batch.BatchAt(3.7)), 12);
        Assert.Equal(1e6, DataScalingLaw.ParametersByRule(DataScalingLaw.DataByRule(1e6)), 6);
        Assert.Equal(2e9, PowerLaw.Data.QuantityFor(PowerLaw.Data.Loss(2e9)), 3);
    }

    [Fact]
    public void With_the_data_that_it_asks_for_the_loss_is_above_the_limit_by_the_tolerance()
    {
        DataScalingLaw law = new();
        double endless = Math.Pow(law.ParameterTerm(1e8), law.DataExponent);
        Assert.Equal(1.05, law.Loss(1e8, law.DataFor(1e8, 0.05)) / endless, 9);
    }

    [Fact]
    public void A_batch_of_the_critical_size_takes_twice_the_least_steps()
    {
        CriticalBatchLaw law = new();
        Assert.Equal(500, law.MinimumSteps(1000, law.BatchAt(3), 3), 9);
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => new DataScalingLaw().Loss(0, 1));
        Assert.Contains("parameters greater than 0, but it is 0", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CriticalBatchLaw().BatchAt(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransformerSize(-1, 8, 8).NonEmbeddingParameters);
    }
}
