using System.Diagnostics;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>Measures the way from text to masked tokens: jieba's words, WordPiece's tokens, whole words masked within a budget.</summary>
internal static class MaskCommand
{
    private const int MaximumLength = 512;
    private const double BytesOfMegabyte = 1e6;

    public static void Run(string folder, bool view, Turns turns)
    {
        (string[] texts, Vocabulary vocabulary) = new BenchmarkFolder(folder).ReadTexts();
        double megabytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text)) / BytesOfMegabyte;
        var tokenization = new WordTokenizationOptions { Vocabulary = vocabulary, MaximumLength = MaximumLength };
        Func<ulong, long> epoch = view ? Components(texts, tokenization) : Algorithms(texts, tokenization);

        // Tiered compilation is over after some passes.
        const ulong warmup = 3;
        for (ulong pass = 0; pass < warmup; pass++)
        {
            epoch(pass);
        }

        Turns.Ready();
        for (ulong pass = warmup; turns.Next(); pass++)
        {
            var watch = Stopwatch.StartNew();
            long labels = epoch(pass);
            watch.Stop();
            Turns.Say(new { seconds = watch.Elapsed.TotalSeconds, units = megabytes, check = labels });
        }
    }

    private static Func<ulong, long> Algorithms(string[] texts, WordTokenizationOptions tokenizationOptions)
    {
        var segmenter = new JiebaWordSegmenter();
        var tokenization = new WordTokenization(tokenizationOptions);
        var masking = new WholeWordMasking(new WholeWordMaskingOptions { Vocabulary = tokenizationOptions.Vocabulary, Rule = MaskingRule.BertWwm });
        var random = new KeyedRandom();
        return pass =>
        {
            long labels = 0;
            for (int row = 0; row < texts.Length; row++)
            {
                random.Reset(pass, (ulong)row);
                int[] words = Array.ConvertAll(segmenter.Segment(texts[row]), word => word.Start);
                TokenRow tokens = tokenization.Encode(texts[row], words);
                labels += Asked(masking.Apply(tokens.Ids, tokens.Words, random).Labels);
            }

            return labels;
        };
    }

    private static Func<ulong, long> Components(string[] texts, WordTokenizationOptions tokenization)
    {
        var ml = new MLContext();
        IDataView data = ml.Data.LoadFromEnumerable(texts.Select(text => new Line { Text = text }));
        IDataView view = ml.Seq2Seq().SegmentWords()
            .Append(ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = tokenization }))
            .Append(ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = tokenization.Vocabulary, Rule = MaskingRule.BertWwm }))
            .Fit(data).Transform(data);
        DataViewSchema.Column[] columns = [view.Schema["InputIds"], view.Schema["Labels"]];
        return pass =>
        {
            using DataViewRowCursor cursor = view.GetRowCursor(columns, new KeyedRandom(pass));
            ValueGetter<VBuffer<int>> ids = cursor.GetGetter<VBuffer<int>>(columns[0]);
            ValueGetter<VBuffer<int>> labelsOfRow = cursor.GetGetter<VBuffer<int>>(columns[1]);
            VBuffer<int> values = default;
            long labels = 0;
            while (cursor.MoveNext())
            {
                ids(ref values);
                labelsOfRow(ref values);
                labels += Asked(values.GetValues());
            }

            return labels;
        };
    }

    private static int Asked(ReadOnlySpan<int> labels) => labels.Length - labels.Count(Samples.Labels.Ignore);

    private sealed class Line
    {
        public string Text { get; set; } = "";
    }
}
