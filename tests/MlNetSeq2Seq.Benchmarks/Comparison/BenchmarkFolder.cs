using System.Text.Json;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>The folder through which both sides of a comparison get the same tokens, samples and weights.</summary>
internal sealed class BenchmarkFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes what both sides read.</summary>
    public void Write(BenchmarkData data)
    {
        Directory.CreateDirectory(path);
        using FileStream stream = File.Create(DataPath);
        JsonSerializer.Serialize(stream, data, Json);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public BenchmarkData Read()
    {
        using FileStream stream = File.OpenRead(DataPath);
        return JsonSerializer.Deserialize<BenchmarkData>(stream, Json) ?? throw new InvalidDataException($"'{DataPath}' is empty.");
    }

    /// <summary>Writes the texts that are to be masked, and the vocabulary.</summary>
    public void WriteTexts(IEnumerable<string> texts, Vocabulary vocabulary)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(TextsPath, string.Concat(texts.Where(text => text.Length > 0).Select(text => text + "\n")));
        using FileStream stream = File.Create(VocabularyPath);
        vocabulary.Write(stream);
    }

    /// <summary>Reads what <see cref="WriteTexts"/> wrote.</summary>
    public (string[] Texts, Vocabulary Vocabulary) ReadTexts() =>
        (File.ReadAllText(TextsPath).Split('\n', StringSplitOptions.RemoveEmptyEntries), Vocabulary.ReadFile(VocabularyPath));

    /// <summary>Where the weights of a network in a shape are.</summary>
    public string WeightsPath(string network, string shape) => Path.Combine(path, $"weights.{network}.{shape}.safetensors");

    /// <summary>Where the sizes of a network in a shape are, under the names of Hugging Face's configurations.</summary>
    public string ConfigPath(string network, string shape) => Path.Combine(path, $"config.{network}.{shape}.json");

    /// <summary>Writes sizes and weights.</summary>
    public void WriteModel(string shape, Seq2SeqModel model)
    {
        Directory.CreateDirectory(path);
        string network = ArchitectureCatalog.NameOf(model);
        File.WriteAllText(ConfigPath(network, shape), JsonSerializer.Serialize(model.Configuration, model.Configuration.GetType(), Json));
        SafetensorsWriter.Write(WeightsPath(network, shape), StateDict.Parameters(model).ToDictionary(p => p.Key, p => (TorchSharp.torch.Tensor)p.Value));
    }

    /// <summary>Makes the model of a network in a shape with the folder's weights.</summary>
    public Seq2SeqModel ReadModel(string network, string shape)
    {
        Seq2SeqModel model = ArchitectureCatalog.Create(network, File.ReadAllText(ConfigPath(network, shape)));
        StateDict.Load(model, WeightsPath(network, shape));
        return model;
    }

    private string TextsPath => Path.Combine(path, "texts.txt");

    private string VocabularyPath => Path.Combine(path, "vocab.txt");

    private string DataPath => Path.Combine(path, "data.json");
}

/// <summary>Tokens and samples of a comparison.</summary>
/// <param name="SpecialTokens">The special tokens.</param>
/// <param name="Pairs">Source and target ids of each pair, without special tokens.</param>
/// <param name="Samples">The pairs as masked samples of one epoch, shape [pairs].</param>
/// <param name="Queries">Ids of what is to be continued, without special tokens.</param>
/// <param name="Chats">Question and answer ids of each chat, without special tokens.</param>
/// <param name="ChatBlock">What a chat is cut to, and what the source pads every chat to.</param>
internal sealed record BenchmarkData(SpecialTokens SpecialTokens, int[][][] Pairs, BenchmarkSample[] Samples, int[][] Queries, int[][][] Chats, int ChatBlock);

/// <summary>A masked sample in a form that JSON holds.</summary>
internal sealed record BenchmarkSample(int[] Ids, int[] Segments, int[] Labels, int SourceLength)
{
    public PrefixSample ToSample() =>
        new(Ids, Segments, Labels, new AttentionShape(AttentionKind.SequenceToSequence, Ids.Length, SourceLength));
}
