using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Generation;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>A model that has learnt the pairs by heart, trained once for all tests of a class, and its zip.</summary>
public sealed class TrainedModelFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-model-");
    private readonly TransformerChain<TextGenerationTransformer> _chain;

    public TrainedModelFixture()
    {
        IDataView data = ML.Data.LoadFromEnumerable(Pairs.All);
        _chain = SmallTraining.Chain(ML, SmallTraining.Options(epochs: 120)).Fit(data);
        Model = _chain.GetModelFor(TransformerScope.Scoring);
        Schema = data.Schema;
        Path = Beside("model.zip");
        ML.Seq2Seq().SaveModel(Model, Schema, Path);
    }

    internal MLContext ML { get; } = new(seed: 1);

    internal ITransformer Model { get; }

    internal TextGenerationTransformer Generator => _chain.LastTransformer;

    internal DataViewSchema Schema { get; }

    internal string Path { get; }

    public void Dispose()
    {
        _chain.LastTransformer.Dispose();
        _folder.Delete(recursive: true);
    }

    internal string Beside(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
