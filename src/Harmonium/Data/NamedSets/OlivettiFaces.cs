namespace Harmonium.Data.NamedSets;

/// <summary>The Olivetti faces data set: portraits of forty people.</summary>
internal sealed class OlivettiFaces : NamedSet
{
    private const int PicturesOfEach = 10;
    private const int People = 40;
    private const int PeopleToLearnFrom = 30;

    /// <inheritdoc/>
    public override string Name => "olivetti-faces";

    /// <inheritdoc/>
    public override string Description => "Faces of 40 people, 10 images each: 30 people for training, 10 for testing.";

    /// <inheritdoc/>
    public override string Origin =>
        "AT&T Laboratories Cambridge (ORL), Matlab form by S. Roweis; free with credit to AT&T Laboratories Cambridge. The first 30 people form the training " +
            "split, as in Hinton & Salakhutdinov (2006).";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(64, 64);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
        [new("olivetti-images-idx3-ubyte.gz", 1412530, "5795d6a7c3203d5293a83b7e230ed525c830d04e1f83e6f868b7be88fe1010ec")];

    /// <inheritdoc/>
    public override string WhereToGet =>
        "https://cs.nyu.edu/~roweis/data/olivettifaces.mat is a Matlab file; write its 400 faces (column by column within an image) as one IDX file of bytes.";

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        Dataset faces = IdxSet.Read(this, folder, Files[0].Name, null, People * PicturesOfEach, null, limits);
        Dataset named = new(Name, faces.Examples, Shape)
        {
            Labels = [.. Enumerable.Range(0, faces.Count).Select(i => i / PicturesOfEach)],
            ClassNames = [.. Enumerable.Range(1, People).Select(person => $"person {person}")],
            Origin = Origin,
        };
        const int train = PeopleToLearnFrom * PicturesOfEach;
        return new DataSplits(named.Range(0, train), null, named.Range(train, faces.Count - train));
    }
}
