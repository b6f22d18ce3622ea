using System.Text;
using System.Text.Json;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>Writes the folder that both sides of a comparison read.</summary>
internal static class PrepareCommand
{
    private const int Seed = 20190508;
    private const char Separator = '\u0001';

    public static void Run(string folder, string pairsPath, string queriesPath, string textsPath, string? chatsPath, string? vocabularyPath, int epochs, bool withBase)
    {
        string[][] pairs = [.. File.ReadLines(pairsPath, Encoding.UTF8).Select(line => line.Split(Separator)).Where(pair => pair.Length == 2)];
        string[] queries = [.. File.ReadLines(queriesPath, Encoding.UTF8).Where(line => line.Length > 0)];
        string[][] chats = chatsPath is null ? pairs : [.. File.ReadLines(chatsPath, Encoding.UTF8).Select(Chat)];
        var tokenizer = new BertTextTokenizer(vocabularyPath is null ? Characters([.. pairs, .. chats], queries, File.ReadLines(textsPath, Encoding.UTF8)) : Vocabulary.ReadFile(vocabularyPath));
        int[][][] ids = Encode(tokenizer, pairs);
        int[][][] chatIds = Encode(tokenizer, chats);
        var masking = new PrefixLmMasking(Masking.Options(tokenizer.SpecialTokens));
        BenchmarkSample[] samples = [.. ids.Select((pair, row) => ToSample(masking.Apply(pair[0], pair[1], new KeyedRandom(Seed, (ulong)row))))];
        var target = new BenchmarkFolder(folder);
        var data = new BenchmarkData(tokenizer.SpecialTokens, ids, samples, [.. queries.Select(query => tokenizer.Encode(query).Ids)], chatIds, ChatSamples.Block(chatIds));
        target.Write(data);
        target.WriteTexts(File.ReadLines(textsPath, Encoding.UTF8), tokenizer.Vocabulary);

        // Learnt texts end; those of random weights go on to the limit, which no user will see.
        manual_seed(Seed);
        using var learnt = new UnilmModel(Shapes.Config(Shapes.Small));
        Learn(learnt, data, epochs);
        target.WriteModel(Shapes.Small, learnt);
        if (withBase)
        {
            using var wide = new UnilmModel(Shapes.Config(Shapes.Base));
            Growth.Copy(learnt, wide);
            target.WriteModel(Shapes.Base, wide);
        }

        foreach (string shape in withBase ? (string[])[Shapes.Small, Shapes.Base] : [Shapes.Small])
        {
            manual_seed(Seed);
            using var gpt = new GptModel(Shapes.GptConfig(shape));
            target.WriteModel(shape, gpt);
            using var bart = new BartModel(Shapes.BartConfig(shape));
            target.WriteModel(shape, bart);
        }
    }

    private static int[][][] Encode(BertTextTokenizer tokenizer, string[][] pairs) =>
        [.. pairs.Select(pair => pair.Select(text => tokenizer.Encode(text).Ids).ToArray())];

    private static string[] Chat(string line)
    {
        using JsonDocument chat = JsonDocument.Parse(line);
        return [chat.RootElement.GetProperty("Question").GetString()!, chat.RootElement.GetProperty("Answer").GetString()!];
    }

    private static Vocabulary Characters(string[][] pairs, string[] queries, IEnumerable<string> texts)
    {
        var builder = new VocabularyBuilder();
        foreach (string text in pairs.SelectMany(pair => pair).Concat(queries).Concat(texts))
        {
            builder.Add(text);
        }

        return builder.BuildCharacters();
    }

    private static BenchmarkSample ToSample(PrefixSample sample) => new(sample.Ids, sample.Segments, sample.Labels, sample.Attention.SourceLength);

    private static void Learn(UnilmModel model, BenchmarkData data, int epochs)
    {
        const double maskRate = 0.5;
        const int rows = 32;
        var batches = new BucketedBatches(data, Masking.Options(data.SpecialTokens) with { MaskRate = maskRate }, rows, Seed);
        var options = new TrainingOptions { Epochs = epochs, LearningRate = 1e-3 };
        new TrainingLoop(model, options).Run(new EpochBatches(batches.Count, batches.Of));
    }
}
