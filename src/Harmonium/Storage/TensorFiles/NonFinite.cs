namespace Harmonium.Storage.TensorFiles;

/// <summary>Finds NaN and infinities.</summary>
internal static class NonFinite
{
    /// <summary>Returns the index of the first number that is not finite; −1 if all are finite.</summary>
    internal static int FirstIn(ReadOnlySpan<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!float.IsFinite(numbers[i]))
                return i;
        }

        return -1;
    }
}
