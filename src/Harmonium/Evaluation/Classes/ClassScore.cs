namespace Harmonium.Evaluation.Classes;

/// <summary>How well a classifier recognizes one class.</summary>
public sealed class ClassScore
{
    internal ClassScore(string name, int count, int predicted, int correct) => (Name, Count, Predicted, Correct) = (name, count, predicted, correct);

    /// <summary>The name of the class.</summary>
    public string Name { get; }

    /// <summary>The number of examples of the class.</summary>
    public int Count { get; }

    /// <summary>The number of examples, of any class, for which this class was predicted.</summary>
    public int Predicted { get; }

    /// <summary>The number of examples of the class for which it was predicted.</summary>
    public int Correct { get; }

    /// <summary>The fraction of its predictions that are correct, <see cref="Correct"/> / <see cref="Predicted"/>; null if it was never predicted.</summary>
    public double? Precision => Predicted == 0 ? null : (double)Correct / Predicted;

    /// <summary>The fraction of its examples that are recognized, <see cref="Correct"/> / <see cref="Count"/>; null if it has no examples.</summary>
    public double? Recall => Count == 0 ? null : (double)Correct / Count;
}
