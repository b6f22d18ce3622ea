using System;

namespace Microsoft.ML.Data
{
    /// <summary>The names of the annotations that components agree on.</summary>
    internal static class AnnotationUtils
    {
        public static class Kinds
        {
            public const string SlotNames = "SlotNames";
            public const string KeyValues = "KeyValues";
            public const string ScoreColumnSetId = "ScoreColumnSetId";
            public const string ScoreColumnKind = "ScoreColumnKind";
            public const string ScoreValueKind = "ScoreValueKind";
            public const string IsNormalized = "IsNormalized";
            public const string IsUserVisible = "IsUserVisible";
            public const string TrainingLabelValues = "TrainingLabelValues";
            public const string CategoricalSlotRanges = "CategoricalSlotRanges";
        }

        public static class Const
        {
            public static class ScoreColumnKind
            {
                public const string BinaryClassification = "BinaryClassification";
                public const string MulticlassClassification = "MulticlassClassification";
                public const string Regression = "Regression";
                public const string Ranking = "Ranking";
                public const string Clustering = "Clustering";
                public const string MultiOutputRegression = "MultiOutputRegression";
                public const string AnomalyDetection = "AnomalyDetection";
                public const string SequenceClassification = "SequenceClassification";
                public const string QuantileRegression = "QuantileRegression";
                public const string Recommender = "Recommender";
                public const string ItemSimilarity = "ItemSimilarity";
                public const string FeatureContribution = "FeatureContribution";
            }

            public static class ScoreValueKind
            {
                public const string Score = "Score";
                public const string PredictedLabel = "PredictedLabel";
                public const string Probability = "Probability";
            }
        }
    }

    internal static class AnnotationBuilderExtensions
    {
        public static void AddSlotNames(
            this DataViewSchema.Annotations.Builder builder, int size, ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter) =>
            builder.Add(AnnotationUtils.Kinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size), getter);

        public static void AddKeyValues<TValue>(
            this DataViewSchema.Annotations.Builder builder,
            int size,
            PrimitiveDataViewType valueType,
            ValueGetter<VBuffer<TValue>> getter) =>
            builder.Add(AnnotationUtils.Kinds.KeyValues, new VectorDataViewType(valueType, size), getter);
    }
}
